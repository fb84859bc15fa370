/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/competence.h"

static const char *const AREA_CODES[AREAS] = {"digital", "methodical", "social"};

const char *
competence_area_code(enum competence_area area)
{
    assert(area >= AREA_DIGITAL && area < AREAS);
    return AREA_CODES[area];
}

enum err
competence_area_parse(struct slice code, enum competence_area *ret_area)
{
    for (int i = 0; i < AREAS; i++) {
        if (slice_is(code, AREA_CODES[i])) {
            *ret_area = (enum competence_area)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

int
competence_band(uint8_t level)
{
    assert(level >= 1 && level <= LEVEL_MAX);
    return (level - 1) / 2;
}

bool
competence_is_sound(const struct competence *c)
{
    if (c->id.n == 0 || c->id.n >= COMPETENCES_MAX || c->area < AREA_DIGITAL || c->area >= AREAS)
        return false;
    if (c->code.len == 0 || c->name_de.len == 0 || c->description.len == 0)
        return false;
    if (c->esco_len < 0 || c->esco_len > COMPETENCE_ESCO_MAX)
        return false;
    for (int b = 0; b < BANDS; b++) {
        if (c->band_text[b].len == 0)
            return false;
    }
    return true;
}

const struct competence *
framework_by_code(const struct framework *f, struct slice code)
{
    for (int i = 0; i < f->competences_len; i++) {
        if (slice_eq(f->competences[i].code, code))
            return &f->competences[i];
    }
    return NULL;
}

const struct competence *
framework_by_digcomp(const struct framework *f, struct slice number)
{
    for (int i = 0; number.len > 0 && i < f->competences_len; i++) {
        if (slice_eq(f->competences[i].digcomp, number))
            return &f->competences[i];
    }
    return NULL;
}

const struct competence *
framework_by_esco(const struct framework *f, struct slice uri)
{
    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];

        for (int k = 0; k < c->esco_len; k++) {
            if (slice_eq(c->esco[k], uri))
                return c;
        }
    }
    return NULL;
}

enum err
framework_index(struct framework *f)
{
    for (int i = 0; i < COMPETENCES_MAX; i++)
        f->by_id[i] = NULL;
    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];

        assert(c->id.n > 0 && c->id.n < COMPETENCES_MAX);
        if (f->by_id[c->id.n] != NULL || framework_by_code(f, c->code) != c)
            return ERR_CONFLICT;
        f->by_id[c->id.n] = c;
    }
    return OK;
}
