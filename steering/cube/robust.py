"""Arithmetic over the last axis that outliers cannot bend: medians, their deviation, what is far off."""

import warnings

import numpy as np

from steering.cube.cube import Mask, Numbers

# From the median deviation to the standard deviation of a normal distribution.
SIGMA = 1.4826
# From the mean deviation to the same.
MEAN_SIGMA = 1.2533


def middle(numbers: Numbers) -> Numbers:
    """The median over the last axis, leaving out what is not known; NaN where nothing is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        found: Numbers = np.nanmedian(numbers, axis=-1)
    return found


def mean(numbers: Numbers) -> Numbers:
    """The mean over the last axis, leaving out what is not known; NaN where nothing is."""
    known = ~np.isnan(numbers)
    count = known.sum(axis=-1)
    total = np.where(known, numbers, 0.0).sum(axis=-1)
    found: Numbers = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    return found


def far_off(changes: Numbers, levels: Numbers, *, sigmas: float, is_count: Mask) -> Mask:
    """Which changes of a series lie more than so many robust sigmas from its usual change.

    Where the changes hardly vary, the chance variation of counts (Poisson) and the mean change stand in.
    """
    usual = middle(changes)[..., np.newaxis]
    away = np.abs(changes - usual)
    scale = SIGMA * middle(away)
    poisson = np.where(is_count, np.sqrt(np.abs(mean(levels))), 0.0)
    spare = np.maximum(poisson, MEAN_SIGMA * mean(np.abs(changes)))
    scale = np.where(scale > 0, scale, spare)
    with np.errstate(invalid="ignore"):
        found: Mask = away > sigmas * scale[..., np.newaxis]
    return found


def z_of_shares(part: Numbers, whole: Numbers, part_then: Numbers, whole_then: Numbers) -> Numbers:
    """How many standard errors two shares lie apart (two-proportion test, pooled); NaN where undefined."""
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = (part + part_then) / (whole + whole_then)
        error = np.sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_then))
        z: Numbers = np.abs(part / whole - part_then / whole_then) / error
    return np.where(np.isfinite(z), z, np.nan)
