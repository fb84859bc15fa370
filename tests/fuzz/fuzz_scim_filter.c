/* SPDX-License-Identifier: EUPL-1.2 */
/* Filters of SCIM: a tree whose nodes stand behind those they are made of, or a reason. */
#include "exchange/scim_filter.h"
#include "fuzz.h"

static void
filter_holds(const struct scim_filter *f)
{
    MUST(f->len > 0 && f->len <= SCIM_FILTER_NODES_MAX && f->root >= 0 && f->root < f->len);
    for (int i = 0; i < f->len; i++) {
        const struct scim_node *n = &f->nodes[i];

        if (n->op > SCIM_OP_NOT) {
            MUST((int)n->attr >= 0 && (int)n->attr < SCIM_ATTRS);
            continue;
        }
        MUST(n->left >= 0 && n->left < i);
        MUST(n->op == SCIM_OP_NOT || (n->right >= 0 && n->right < i));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(16 << 20);
    struct ctx ctx = {.arena = a};
    struct scim_talk t = {.ctx = &ctx};
    struct scim_filter f = {.root = -1};
    struct scim_user user = {.active = true};
    enum err e;

    MUST(a != NULL);
    for (int i = 0; i < SCIM_ATTRS; i++)
        user.text[i] = SLICE("Anna");
    e = scim_filter_read(&t, fuzz_slice(data, size), &f);
    if (e == OK) {
        filter_holds(&f);
        (void)scim_filter_fits(&f, &user);
    } else {
        MUST(e == ERR_INVALID && t.type == SCIM_INVALID_FILTER && ctx.failure.message[0] != 0);
    }
    arena_close(a);
    return 0;
}
