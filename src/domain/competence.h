/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The competence framework: what a person can learn, in levels 0 to 8.
 *
 * Level 0 is "not yet"; 1..8 are those of DigComp, two to a band: foundation
 * (1-2), intermediate (3-4), advanced (5-6), highly specialised (7-8). Each band
 * of each competence has one sentence, so that people can place themselves.
 */
#ifndef KC_DOMAIN_COMPETENCE_H
#define KC_DOMAIN_COMPETENCE_H

#include "base/limits.h"
#include "base/slice.h"
#include "domain/id.h"

enum competence_area { AREA_DIGITAL, AREA_METHODICAL, AREA_SOCIAL, AREAS };

enum { BANDS = 4, COMPETENCE_ESCO_MAX = 8, FRAMEWORK_GROUPS_MAX = 32 };

struct competence {
    struct competence_id id;
    struct slice code; /* "D1.1", "M3", "S2": stable, shown in small print */
    enum competence_area area;
    struct slice group;   /* code of its group, "D1" */
    struct slice digcomp; /* "1.1", or empty */
    struct slice name_de;
    struct slice name_en;
    struct slice description;      /* German */
    struct slice band_text[BANDS]; /* German; "Sie finden ..." */
    struct slice esco[COMPETENCE_ESCO_MAX];
    int esco_len;
    uint64_t topics; /* bit t set: belongs to topic t */
};

struct competence_group {
    struct slice code;
    enum competence_area area;
    struct slice name_de;
    struct slice name_en;
};

/* All of one version; ids are dense, so by_id[id.n] is the competence or NULL. */
struct framework {
    struct slice version;
    struct competence *competences; /* in the order they are shown */
    int competences_len;
    struct competence_group *groups;
    int groups_len;
    const struct competence *by_id[COMPETENCES_MAX];
};

/* A level per competence, 0..8. Index by competence id. */
struct levels {
    uint8_t of[COMPETENCES_MAX];
};

/* "digital", "methodical", "social": the code in files and addresses. */
const char *competence_area_code(enum competence_area area);
/* ERR_NOT_FOUND for any other word. */
MUST_USE enum err competence_area_parse(struct slice code, enum competence_area *ret_area);

/* The band of a level 1..8: 0..3. */
int competence_band(uint8_t level);

/* Whether ids are in range, texts are there and area and bands make sense. */
bool competence_is_sound(const struct competence *c);

/* NULL when no competence has this code, or this DigComp number. */
const struct competence *framework_by_code(const struct framework *f, struct slice code);
const struct competence *framework_by_digcomp(const struct framework *f, struct slice number);
const struct competence *framework_by_esco(const struct framework *f, struct slice uri);

/* Fill by_id from competences. ERR_CONFLICT when two share an id or a code. */
MUST_USE enum err framework_index(struct framework *f);

#endif
