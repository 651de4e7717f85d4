export type ChannelTables = {
  channels: {
    id: string; did: string; host: string; name: string; topic: string; perimeter: 'internal' | 'shared';
    state: 'active' | 'joining' | 'left'; created_at: string;
  };
  channel_nodes: { channel_id: string; node: string; state: 'invited' | 'active' | 'removed'; invite: string | null; changed_at: string };
  channel_people: { channel_id: string; person_id: string; added_at: string };
  share_invitations: {
    id: string; host: string; channel_did: string; name: string; topic: string; activity: string;
    state: 'pending' | 'accepted' | 'rejected' | 'withdrawn'; received_at: string; decided_at: string | null;
  };
};
