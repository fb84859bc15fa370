/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * In which Land a venue or provider is, when nobody said so: that of its postcode, else
 * that of its town's name. What is ambiguous (a Neustadt of several Länder) stays unknown.
 */
#ifndef KC_SERVICE_STATES_H
#define KC_SERVICE_STATES_H

#include "base/arena.h"
#include "domain/municipality.h"
#include "domain/provider.h"

struct states_map {
    const struct municipality *municipalities;
    int municipalities_len;
    const struct postcode *postcodes;
    int postcodes_len;
};

/* Fills `state` where it is 0. ERR_LIMIT: the arena is full. */
MUST_USE enum err states_of_venues(struct arena *a, const struct states_map *map,
                                   struct venue *venues, int len);
MUST_USE enum err states_of_providers(struct arena *a, const struct states_map *map,
                                      struct provider *providers, int len);

#endif
