"""What happened in districts like this one: a second answer beside the potential, never mixed with
it. Past frequencies, no forecast."""

from rollout.propensity.country import Country
from rollout.propensity.estimation import Propensity, propensity, propensity_of
from rollout.propensity.events import Foundings, foundings_of

__all__ = ["Country", "Foundings", "Propensity", "foundings_of", "propensity", "propensity_of"]
