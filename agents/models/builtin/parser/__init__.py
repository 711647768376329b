"""Words to typed questions to queries: the semantic parser of the built-in model, in English and Chinese, over any catalog."""
