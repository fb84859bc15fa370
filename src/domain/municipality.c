/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/municipality.h"

static const struct {
    const char *key;
    const char *abbreviation;
    const char *name;
} STATES[] = {
    {"01", "SH", "Schleswig-Holstein"},
    {"02", "HH", "Hamburg"},
    {"03", "NI", "Niedersachsen"},
    {"04", "HB", "Bremen"},
    {"05", "NW", "Nordrhein-Westfalen"},
    {"06", "HE", "Hessen"},
    {"07", "RP", "Rheinland-Pfalz"},
    {"08", "BW", "Baden-Württemberg"},
    {"09", "BY", "Bayern"},
    {"10", "SL", "Saarland"},
    {"11", "BE", "Berlin"},
    {"12", "BB", "Brandenburg"},
    {"13", "MV", "Mecklenburg-Vorpommern"},
    {"14", "SN", "Sachsen"},
    {"15", "ST", "Sachsen-Anhalt"},
    {"16", "TH", "Thüringen"},
};

struct slice
state_name(struct slice two_digits)
{
    for (size_t i = 0; i < ARRAY_LEN(STATES); i++) {
        if (slice_is(two_digits, STATES[i].key))
            return slice_of(STATES[i].name);
    }
    return SLICE("");
}

struct slice
state_short(struct slice two_digits)
{
    for (size_t i = 0; i < ARRAY_LEN(STATES); i++) {
        if (slice_is(two_digits, STATES[i].key))
            return slice_of(STATES[i].abbreviation);
    }
    return SLICE("");
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
