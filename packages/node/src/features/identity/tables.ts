export type IdentityTables = {
  own_node: { id: number; did: string; name: string; document: string; document_version: number };
  keys: { id: string; purpose: 'identity' | 'operational' | 'session' | 'pseudonym'; status: 'active' | 'retired' | 'compromised'; public_key: string; sealed: string; created_at: string };
  /** Other companies' nodes, by the newest document that we accepted of each. */
  nodes: { did: string; name: string; document: string; document_version: number; updated_at: string };
};
