/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Templates as trees. tmpl_parse.c makes them of files, tmpl_emit.c makes C of
 * them; in between the expressions are already C (tmpl_expr.h), while the HTML
 * is still bytes (tmpl_html.h reads it when it is emitted, in order).
 */
#ifndef KC_TOOLS_TMPL_H
#define KC_TOOLS_TMPL_H

#include "sayfile.h"

enum { TMPL_NESTING_MAX = 32, TMPL_DEFINES_MAX = 1000, TMPL_FILES_MAX = 500, TMPL_VARS_MAX = 32 };
enum { TMPL_ARGS_MAX = 8 };

enum tmpl_kind {
    TMPL_TEXT,   /* text: HTML of the template */
    TMPL_PRINT,  /* expr, filter */
    TMPL_SAY,    /* text: C constant or expression; expr: the C arguments, or NULL; sentence */
    TMPL_IF,     /* expr; body; otherwise: else branch, an elif being an if in it */
    TMPL_FOR,    /* var, expr: array, or first number; count, or last number; body; otherwise */
    TMPL_RENDER, /* text: name; expr: C arguments */
    TMPL_WRAP,   /* the same; body */
    TMPL_SLOT,
};

struct tmpl_node {
    enum tmpl_kind kind;
    const char *place;
    struct slice text;
    struct slice var;
    const char *expr;
    const char *count;
    const char *filter;                 /* "euro" ..., NULL: by its C type */
    const struct sayfile_key *sentence; /* known here and without placeholders; else NULL */
    bool is_range;
    bool has_otherwise;
    size_t args;
    struct tmpl_node *body;
    struct tmpl_node *otherwise;
    struct tmpl_node *next;
};

struct tmpl_define {
    const struct source *file;
    const char *place;
    struct slice name;
    struct slice params; /* C parameters as written */
    struct slice vars[TMPL_VARS_MAX];
    size_t vars_len;
    bool has_slot;
    struct tmpl_node *body;
};

/* All templates of one run. */
struct tmpl {
    struct arena *arena;
    const struct sayfile *say;
    struct slice static_list; /* lines "path TAB url", from embed */
    struct slice includes[TMPL_FILES_MAX];
    size_t includes_len;
    struct tmpl_define *defines;
    size_t defines_len;
};

/* Reads the file into t->defines. A mistake ends the program. */
void tmpl_parse(struct tmpl *t, const struct source *file);
/* NULL when no template has this name. */
const struct tmpl_define *tmpl_find(const struct tmpl *t, struct slice name);
/* The C of all defines that stand in `file`. */
void tmpl_emit(const struct tmpl *t, const struct source *file, struct text *out);
/* "void page_x_render(struct render *r, ...)" with `suffix` "", "_begin" or "_end". */
void tmpl_put_head(struct text *out, const struct tmpl_define *d, const char *suffix);

#endif
