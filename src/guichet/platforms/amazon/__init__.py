"""Amazon: buyers write and are answered by mail; orders come from the Selling Partner API."""
