"""Drawing a chart spec: values with their words (data), scales, marks, and one layout for each family of charts."""
