export type PairingTables = {
  pairing_invitations: {
    id: string; secret_hash: string; nonce: string; created_by: string; note: string; created_at: string; expires_at: string;
    used_at: string | null; used_by: string | null; revoked_at: string | null;
  };
  partnerships: {
    id: string; node: string; state: 'requested' | 'active' | 'suspended' | 'ended'; reason: string; is_inviter: number;
    inviter_nonce: string; invitee_nonce: string; confirm_positions: string; epoch: number;
    address_url: string; address_pin: string | null; confirmed_by_us_at: string | null; confirmed_by_partner_at: string | null;
    created_at: string; changed_at: string;
  };
};
