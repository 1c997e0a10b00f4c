"""The office (Stabsstelle): the only place that touches the world."""
