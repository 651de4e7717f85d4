export type PairingTables = {
  pairing_invitations: {
    id: string; secret_hash: string;
    /** Our nonce, to which the invitation commits. */
    nonce: string;
    /** A person's id. */
    created_by: string; note: string; created_at: string; expires_at: string;
    used_at: string | null;
    /** DID of the node that used it. */
    used_by: string | null; revoked_at: string | null;
  };
  /** One row per other node, for good; pairing anew after an end begins again in the same row. */
  partnerships: {
    id: string; node: string; state: 'requested' | 'active' | 'suspended' | 'ended'; reason: string; is_inviter: number;
    inviter_nonce: string; invitee_nonce: string;
    /** JSON: two of 1…6, the words that our administrator types back. */
    confirm_positions: string;
    /** Wrong words typed so far. */
    confirm_tries: number;
    address_url: string; address_pin: string | null;
    /** The host at which our administrator accepted the partner: only there may its address be a private one (THREATS 31). */
    accepted_host: string;
    /** The version of our own node document that the partner has been told of. */
    announced_version: number;
    confirmed_by_us_at: string | null; confirmed_by_partner_at: string | null; created_at: string; changed_at: string;
  };
};
