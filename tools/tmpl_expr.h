/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Expressions of templates, checked and translated to C.
 *
 *   value      p->name   row->sub.field   p->list[0]   *name   12   NAME   "literal"
 *              row.first row.last row.index (from 0) row.number (from 1)
 *   condition  value  !c  c && c  c || c  (c)  value == value  (!= < <= > >=)
 *              slice_eq(a, b) slice_is(a, "b") slice_starts(a, b) slice_ends(a, b)
 *   argument   value  &value  condition
 *
 * Names are parameters and loop variables; NAME in capitals is a constant.
 * A value alone as a condition means: not zero, not NULL, not empty.
 */
#ifndef KC_TOOLS_TMPL_EXPR_H
#define KC_TOOLS_TMPL_EXPR_H

#include "tmpl.h"

/* What is visible, and where we read. */
struct tmpl_scope {
    struct slice vars[TMPL_VARS_MAX];
    bool is_loop[TMPL_VARS_MAX];
    size_t len;
};

struct tmpl_cursor {
    struct arena *arena;
    const struct source *file;
    const char *at;
    const char *end;
    const struct tmpl_scope *scope;
};

void tmpl_skip_space(struct tmpl_cursor *c);
/* Whether `token` comes next; if so it is taken. */
bool tmpl_take(struct tmpl_cursor *c, const char *token);
/* As tmpl_take(), for a word: the next byte must not continue a name. */
bool tmpl_take_word(struct tmpl_cursor *c, const char *word);
/* Nothing may be left. */
void tmpl_expect_end(struct tmpl_cursor *c);
/* A C name. */
struct slice tmpl_name(struct tmpl_cursor *c);
/* "..." without escapes; the bytes between the quotes. */
struct slice tmpl_string(struct tmpl_cursor *c);

const char *tmpl_value(struct tmpl_cursor *c);
const char *tmpl_condition(struct tmpl_cursor *c);
/* "(a, b)" or nothing; the C arguments one by one. */
size_t tmpl_arguments(struct tmpl_cursor *c, const char *ret_args[TMPL_ARGS_MAX]);
bool tmpl_is_visible(const struct tmpl_scope *s, struct slice name);

#endif
