export type ChannelTables = {
  channels: {
    id: string; did: string; host: string; name: string; topic: string; perimeter: 'internal' | 'shared';
    /** `joining`: accepted by us, not yet confirmed by the host. `left`: ended by the host; our copy stays, and nothing is written any more. */
    state: 'active' | 'joining' | 'left';
    /** Rises with every change of who may see the channel. */
    audience_version: number; created_at: string;
  };
  /** The companies of a shared channel; an internal channel has none here. */
  channel_nodes: {
    channel_id: string; node: string; state: 'invited' | 'active' | 'removed';
    /** The last Invite to this node: of the host's making, or accepted by us; null in our own row once it was undone. */
    invite: string | null;
    /** DID of our person who invited that node, or who accepted for our own. */
    acted_by: string | null;
    /** Why the node is not in, in an administrator's words or as `withdrawn`; empty otherwise. */
    reason: string; changed_at: string;
  };
  /** A foreign person's row is what that company's own log says, whether or not the company is in the channel now. */
  channel_people: {
    channel_id: string; person_id: string; node: string;
    /** 1 once our log has told the other companies of this person of ours. */
    is_announced: number; added_at: string;
  };
  share_invitations: {
    id: string; host: string; channel_did: string; name: string; topic: string; activity: string;
    state: 'pending' | 'accepted' | 'rejected' | 'withdrawn'; received_at: string; decided_at: string | null;
  };
};
