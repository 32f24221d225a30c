// The rooms of this layer are described in ARCHITECTURE.md.
