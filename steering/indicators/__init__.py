"""The indicator catalogue and the statistics that turn observations into judgement."""
