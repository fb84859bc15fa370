/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Municipalities, districts and postcodes: the map of Germany that distances
 * and membership stand on.
 */
#ifndef KC_DOMAIN_MUNICIPALITY_H
#define KC_DOMAIN_MUNICIPALITY_H

#include "base/position.h"
#include "base/slice.h"
#include "domain/id.h"

struct municipality {
    struct municipality_id id;
    struct slice ags;      /* official key: 8 digits; a district (Kreis) has 5 */
    struct slice ars;      /* 12 digits; empty for a district */
    struct slice name;     /* as in the register: "Nebra (Unstrut), Stadt" */
    struct slice state;    /* two digits, the first two of the key */
    struct slice district; /* name of its Kreis; its own name if it is free of one */
    int64_t population;    /* -1 = not stated */
    int64_t area_m2;       /* -1 = not stated */
    struct slice postcode; /* of its seat; may be empty */
    struct position position;
    bool unincorporated; /* gemeindefreies Gebiet */
};

/* A postcode and one place it stands for; several places may share one. */
struct postcode {
    struct slice code; /* five digits */
    struct slice place;
    struct slice district_key; /* five digits; may be empty */
    struct position position;
};

/* "Baden-Württemberg" of "08"; empty when the two digits are no state. */
struct slice state_name(struct slice two_digits);
/* "BW" of "08"; empty likewise. */
struct slice state_short(struct slice two_digits);

bool municipality_is_sound(const struct municipality *m);
bool postcode_is_sound(const struct postcode *p);

#endif
