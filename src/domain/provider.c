/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/provider.h"

static const char *const KIND_CODES[VENUE_KINDS] = {"seminar_room", "innovation_lab",
                                                    "creative_room"};

const char *
venue_kind_code(enum venue_kind kind)
{
    assert(kind >= VENUE_SEMINAR_ROOM && kind < VENUE_KINDS);
    return KIND_CODES[kind];
}

enum err
venue_kind_parse(struct slice code, enum venue_kind *ret_kind)
{
    for (int i = 0; i < VENUE_KINDS; i++) {
        if (slice_is(code, KIND_CODES[i])) {
            *ret_kind = (enum venue_kind)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
