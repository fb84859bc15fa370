/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/municipality.h"

/* By number, from 01. */
static const struct {
    const char *abbreviation;
    const char *name;
} STATES[] = {
    {"SH", "Schleswig-Holstein"},
    {"HH", "Hamburg"},
    {"NI", "Niedersachsen"},
    {"HB", "Bremen"},
    {"NW", "Nordrhein-Westfalen"},
    {"HE", "Hessen"},
    {"RP", "Rheinland-Pfalz"},
    {"BW", "Baden-Württemberg"},
    {"BY", "Bayern"},
    {"SL", "Saarland"},
    {"BE", "Berlin"},
    {"BB", "Brandenburg"},
    {"MV", "Mecklenburg-Vorpommern"},
    {"SN", "Sachsen"},
    {"ST", "Sachsen-Anhalt"},
    {"TH", "Thüringen"},
};

/* The number of two digits, as the place in STATES; ARRAY_LEN(STATES): no state. */
static size_t
state_at(struct slice two_digits)
{
    size_t n = ARRAY_LEN(STATES);

    if (two_digits.len == 2 && two_digits.at[0] >= '0' && two_digits.at[0] <= '1' &&
        two_digits.at[1] >= '0' && two_digits.at[1] <= '9')
        n = (size_t)(10 * (two_digits.at[0] - '0') + two_digits.at[1] - '0') - 1;
    return n < ARRAY_LEN(STATES) ? n : ARRAY_LEN(STATES);
}

struct slice
state_name(struct slice two_digits)
{
    size_t at = state_at(two_digits);

    return at < ARRAY_LEN(STATES) ? slice_of(STATES[at].name) : SLICE("");
}

struct slice
state_short(struct slice two_digits)
{
    size_t at = state_at(two_digits);

    return at < ARRAY_LEN(STATES) ? slice_of(STATES[at].abbreviation) : SLICE("");
}

static bool
is_digits(struct slice s, size_t len)
{
    if (s.len != len)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    }
    return true;
}

bool
municipality_is_sound(const struct municipality *m)
{
    bool district = is_digits(m->ags, 5) && m->ars.len == 0;
    bool municipality = is_digits(m->ags, 8) && is_digits(m->ars, 12);

    return (district || municipality) && m->name.len > 0 && state_name(m->state).len > 0 &&
           slice_eq(slice_sub(m->ags, 0, 2), m->state) && m->population >= -1 && m->area_m2 >= -1 &&
           (m->postcode.len == 0 || is_digits(m->postcode, 5));
}

bool
postcode_is_sound(const struct postcode *p)
{
    return is_digits(p->code, 5) && p->place.len > 0 && p->position.known &&
           (p->district_key.len == 0 || is_digits(p->district_key, 5));
}
