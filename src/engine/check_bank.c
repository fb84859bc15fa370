/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/check_bank.h"

#include <math.h>
#include <stdlib.h>

struct key {
    uint32_t class_of; /* competence and facet */
    double a;
    int index;
};

static int
by_class(const void *a, const void *b)
{
    const struct key *x = a;
    const struct key *y = b;

    if (x->class_of != y->class_of)
        return x->class_of < y->class_of ? -1 : 1;
    return x->index - y->index;
}

static int
by_slope(const void *a, const void *b)
{
    const struct key *x = a;
    const struct key *y = b;

    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->index - y->index;
}

static struct key *
sorted_keys(struct arena *arena, const struct check_item *items, int len)
{
    struct key *keys = arena_array(arena, struct key, (size_t)len + 1);

    if (keys == NULL)
        return NULL;
    for (int i = 0; i < len; i++)
        keys[i] = (struct key){
            .class_of = (uint32_t)items[i].competence << 16 | items[i].facet,
            .a = fabs(items[i].model.a),
            .index = i,
        };
    qsort(keys, (size_t)len, sizeof *keys, by_class);
    return keys;
}

static enum err
make_classes(struct arena *arena, const struct key *keys, struct check_bank *bank)
{
    int place = 0;

    bank->classes = arena_array(arena, struct check_class, CHECK_CLASSES_MAX);
    if (bank->classes == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < bank->items_len; i++) {
        const struct check_item *item = &bank->items[keys[i].index];

        if (i == 0 || keys[i].class_of != keys[i - 1].class_of) {
            if (bank->classes_len == CHECK_CLASSES_MAX)
                return ERR_LIMIT;
            place = (place + CHECK_LANES - 1) / CHECK_LANES * CHECK_LANES;
            bank->classes[bank->classes_len++] = (struct check_class){
                .competence = item->competence, .facet = item->facet, .first = place};
        }
        bank->classes[bank->classes_len - 1].len++;
        bank->classes[bank->classes_len - 1].counted += !item->is_new;
        place++;
    }
    bank->places = (place + CHECK_LANES - 1) / CHECK_LANES * CHECK_LANES;
    return OK;
}

/* Places of items, and their rank by discrimination within the class. */
static enum err
make_places(struct arena *arena, struct key *keys, struct check_bank *bank)
{
    int from = 0;

    bank->item_at = arena_array(arena, int32_t, (size_t)bank->places + 1);
    bank->place_of = arena_array(arena, int32_t, (size_t)bank->items_len + 1);
    bank->stratum_rank = arena_array(arena, uint8_t, (size_t)bank->places + 1);
    if (bank->item_at == NULL || bank->place_of == NULL || bank->stratum_rank == NULL)
        return ERR_LIMIT;
    for (int place = 0; place < bank->places; place++)
        bank->item_at[place] = -1;
    for (int k = 0; k < bank->classes_len; k++) {
        const struct check_class *class = &bank->classes[k];

        for (int i = 0; i < class->len; i++) {
            bank->item_at[class->first + i] = keys[from + i].index;
            bank->place_of[keys[from + i].index] = class->first + i;
        }
        qsort(keys + from, (size_t) class->len, sizeof *keys, by_slope);
        for (int i = 0; i < class->len; i++)
            bank->stratum_rank[bank->place_of[keys[from + i].index]] =
                (uint8_t)(i * 256 / class->len);
        from += class->len;
    }
    return OK;
}

/* The error of a straight line between neighbours is an eighth of the second difference. */
static void
measure_between(struct check_bank *bank)
{
    double most = 0;

    for (int q = 1; q + 1 < bank->grid.points; q++) {
        const float *row = bank->information + (size_t)q * (size_t)bank->places;

        for (int place = 0; place < bank->places; place++)
            most = fmax(most, fabs((double)row[place - bank->places] +
                                   (double)row[place + bank->places] - 2 * (double)row[place]));
    }
    /* half as much again for what the differences do not see, and floats */
    bank->between_max = 1.5 * most / 8 + 1e-6;
}

static enum err
make_tables(struct arena *arena, struct check_bank *bank)
{
    size_t points = (size_t)bank->grid.points;
    size_t rows = 0;
    int row = 0;

    bank->row_of = arena_array(arena, int32_t, (size_t)bank->items_len + 1);
    for (int i = 0; i < bank->items_len; i++)
        rows += bank->items[i].model.steps + 1U;
    bank->p = arena_alloc_many(arena, rows * points + 1, sizeof(double), 64);
    bank->log_p = arena_alloc_many(arena, rows * points + 1, sizeof(double), 64);
    bank->information =
        arena_alloc_many(arena, (size_t)bank->places * points + 1, sizeof(float), 64);
    if (bank->row_of == NULL || bank->p == NULL || bank->log_p == NULL || bank->information == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < bank->items_len; i++) {
        const struct irt_item *item = &bank->items[i].model;

        bank->row_of[i] = row;
        for (size_t q = 0; q < points; q++) {
            double theta = irt_grid_at(&bank->grid, (int)q);
            double p[IRT_CATEGORIES_MAX];
            int len = irt_probabilities(item, theta, p);

            for (int k = 0; k < len; k++) {
                bank->p[(size_t)(row + k) * points + q] = p[k];
                bank->log_p[(size_t)(row + k) * points + q] = log(p[k]);
            }
            if (!bank->items[i].is_new)
                bank->information[q * (size_t)bank->places + (size_t)bank->place_of[i]] =
                    (float)irt_information(item, theta);
        }
        row += item->steps + 1;
    }
    measure_between(bank);
    return OK;
}

enum err
check_bank_make(struct arena *arena, const struct check_item *items, int len,
                const struct irt_grid *grid, struct check_bank *ret_bank)
{
    struct check_bank bank = {.grid = *grid, .items = items, .items_len = len};
    struct key *keys;

    if (len < 1 || len > CHECK_ITEMS_MAX)
        return ERR_LIMIT;
    if (grid->points < 2 || grid->points > IRT_GRID_POINTS_MAX || !(grid->from < grid->to))
        return ERR_INVALID;
    for (int i = 0; i < len; i++) {
        if (!irt_item_is_sound(&items[i].model) || items[i].competence >= CHECK_COMPETENCES_MAX)
            return ERR_INVALID;
        if (items[i].competence >= bank.competences)
            bank.competences = items[i].competence + 1;
    }
    keys = sorted_keys(arena, items, len);
    if (keys == NULL)
        return ERR_LIMIT;
    TRY(make_classes(arena, keys, &bank));
    TRY(make_places(arena, keys, &bank));
    TRY(make_tables(arena, &bank));
    *ret_bank = bank;
    return OK;
}
