/* SPDX-License-Identifier: EUPL-1.2 */
/* Education providers and the places where they teach. */
#ifndef KC_DOMAIN_PROVIDER_H
#define KC_DOMAIN_PROVIDER_H

#include "base/position.h"
#include "base/slice.h"
#include "domain/id.h"

struct provider {
    struct provider_id id;
    struct slice code; /* "vhs-rheinbogen": stable, in addresses */
    struct slice name;
    struct slice kind; /* "university", "college", "academy", "chamber", "company", "public" */
    struct slice description;
    struct slice city;
    uint8_t state;    /* its Land: 1..16, the first two digits of the official key; 0 = not known */
    struct slice url; /* may be empty */
    bool demo;
};

enum venue_kind { VENUE_SEMINAR_ROOM, VENUE_INNOVATION_LAB, VENUE_CREATIVE_ROOM, VENUE_KINDS };

struct venue {
    struct venue_id id;
    struct slice code;
    struct slice name;
    enum venue_kind kind;
    struct slice city;
    struct slice postcode;
    uint8_t state; /* as of a provider */
    struct position position;
    int32_t seats;          /* 0 = not stated */
    uint32_t accessibility; /* bits of enum accessibility */
    struct provider_id provider;
};

/* "seminar_room", "innovation_lab", "creative_room" */
const char *venue_kind_code(enum venue_kind kind);
MUST_USE enum err venue_kind_parse(struct slice code, enum venue_kind *ret_kind);

#endif
