"""The paper: what people read and what machines read are the same."""
