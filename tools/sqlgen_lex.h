/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tokens of SQL, as far as sqlgen must know them: it never parses a statement, it only
 * has to tell words from strings, comments and parameters. Both databases agree on these.
 */
#ifndef KC_TOOLS_SQLGEN_LEX_H
#define KC_TOOLS_SQLGEN_LEX_H

#include "base/slice.h"

enum token_kind {
    TOKEN_END,
    TOKEN_SPACE,
    TOKEN_COMMENT, /* "--" to the end of the line, without the line break */
    TOKEN_WORD,    /* keyword, name or number */
    TOKEN_QUOTED,  /* 'string', "name" or $$body$$ */
    TOKEN_PARAM,   /* :name; the slice is the name alone */
    TOKEN_SIGN,    /* one character, or "::" */
    TOKEN_BAD,     /* a string without an end, or a block comment */
};

struct token {
    enum token_kind kind;
    struct slice text;
    int line; /* 1.. */
};

struct lexer {
    struct slice rest;
    int line;
};

struct lexer lexer_init(struct slice sql, int first_line);
struct token lexer_next(struct lexer *x);
/* The next token that is neither space nor comment. */
struct token lexer_next_word(struct lexer *x);

#endif
