/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/module_children.h"

#include <string.h>

#include "storage/row.h"

/* What is gathered for the module at `at`. */
struct gather {
    const struct module_child *child;
    const struct module_page *page;
    size_t at;
    char *elements;
    size_t len;
};

static enum err
flush(struct gather *g, struct arena *arena)
{
    struct module *m = &g->page->modules[g->at];
    void *kept = g->elements;

    if (g->len == 0)
        return OK;
    if (g->child->pack != NULL)
        g->child->pack(m, g->elements, g->len);
    if (g->child->kept > 0) {
        kept = arena_alloc_raw(arena, g->len * g->child->kept, alignof(void *));
        if (kept == NULL)
            return ERR_LIMIT;
        memcpy(kept, g->elements, g->len * g->child->kept);
    }
    g->child->give(m, kept, g->len);
    g->len = 0;
    return OK;
}

/* Move on to the module of the current row. */
static enum err
follow(struct gather *g, struct db *db, struct arena *arena, int64_t module)
{
    if (g->page->modules[g->at].id.n == module)
        return OK;
    TRY(flush(g, arena));
    while (g->at < g->page->len && g->page->modules[g->at].id.n < module)
        g->at++;
    if (g->at == g->page->len || g->page->modules[g->at].id.n != module)
        return row_corrupt(db, g->child->name, module);
    return OK;
}

enum err
module_children_load(struct db *db, struct arena *arena, const struct module_child *child,
                     const struct module_page *page)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, child->query);
    struct gather g = {.child = child, .page = page};
    bool row = false;

    if (page->len == 0)
        return OK;
    g.elements = arena_alloc_many(page->scratch, child->max, child->bytes, alignof(max_align_t));
    if (g.elements == NULL)
        return ERR_LIMIT;
    stmt_bind_int(&q, 1, page->modules[0].id.n - 1);
    stmt_bind_int(&q, 2, page->modules[page->len - 1].id.n);
    for (;;) {
        char *element;

        TRY(stmt_next(&q, &row));
        if (!row)
            return flush(&g, arena);
        TRY(follow(&g, db, arena, stmt_int(&q, 0)));
        if (g.len == child->max)
            return row_corrupt(db, child->name, stmt_int(&q, 0));
        element = g.elements + g.len * child->bytes;
        memset(element, 0, child->bytes);
        TRY(child->read(&q, arena, element));
        g.len++;
    }
}
