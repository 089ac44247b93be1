"""Names: who the article names, in how many ways, and which ways are one and the same."""
