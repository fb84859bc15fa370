/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bank: the items of a check with everything about them that does not depend on the person,
 * computed once. Read-only afterwards, shared by all checks.
 *
 * On every point of the ability grid it has each item's probabilities and information. So an
 * answer costs one multiplication per point, and looking for the next item one pass over a row of
 * floats. Within the bank items have places: those of one class (competence and facet) stand
 * together, from a multiple of CHECK_LANES on. Outside they have the caller's index.
 */
#ifndef KC_ENGINE_CHECK_BANK_H
#define KC_ENGINE_CHECK_BANK_H

#include "base/arena.h"
#include "engine/irt_ability.h"

enum { CHECK_LANES = 8 };

struct check_item {
    struct irt_item model;
    uint16_t competence; /* 0 .. CHECK_COMPETENCES_MAX-1: the caller's numbering, without gaps */
    uint16_t facet;      /* any number; classes are pairs of competence and facet */
    uint16_t enemies;    /* items of one number exclude each other in one check; 0: none */
    bool is_new; /* seeded to be calibrated: asked, but its answers do not count (CHECK-14) */
};

struct check_class {
    uint16_t competence;
    uint16_t facet;
    int first;   /* place */
    int len;     /* items; the places up to the next class hold none */
    int counted; /* of them, those that are not new */
};

struct check_bank {
    struct irt_grid grid;
    const struct check_item *items; /* the caller's, by index */
    int items_len;
    int competences; /* 1 + the highest number */
    struct check_class *classes;
    int classes_len;
    int places;       /* a multiple of CHECK_LANES */
    int32_t *item_at; /* by place: index, or -1 */
    int32_t *place_of;
    int32_t *row_of;       /* by index: the row of category 0 in `p` */
    double *p;             /* [row][point]: probability of a category */
    double *log_p;         /* likewise */
    float *information;    /* [point][place]; 0 for new items and where there is none */
    double between_max;    /* how far linear interpolation of `information` can be wrong */
    uint8_t *stratum_rank; /* by place: 0..255, its class's items by discrimination */
};

/*
 * Into `arena`, which must outlive `ret_bank`; so must `items`.
 *
 *   ERR_INVALID   an item is unsound (irt_item_is_sound), a competence's number is out of range
 *   ERR_LIMIT     more than CHECK_ITEMS_MAX items or CHECK_CLASSES_MAX classes; the arena is full
 */
MUST_USE enum err check_bank_make(struct arena *arena, const struct check_item *items, int len,
                                  const struct irt_grid *grid, struct check_bank *ret_bank);

#endif
