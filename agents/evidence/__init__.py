"""Where every number comes from: results, facts, claims, text with tokens, and the ledger that holds them."""
