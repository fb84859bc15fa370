/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What tidy's files share. Each check reads the files of the repository and
 * reports "file:line: [check] what is wrong"; tools/tidy.allow names what is
 * accepted, with the reason. The checks are heuristics that fit our style:
 * clang-format has put names and braces where they look for them.
 */
#ifndef KC_TOOLS_TIDY_H
#define KC_TOOLS_TIDY_H

#include "source.h"

enum {
    TIDY_FILES_MAX = 20000,
    TIDY_ALLOWED_MAX = 2000,
    TIDY_FILE_LINES_MAX = 600,
    TIDY_FUNCTION_LINES_MAX = 70,
    TIDY_PARAMETERS_MAX = 5,
    TIDY_LEVELS_MAX = 3,
};

struct tidy_file {
    struct source source; /* its path is relative to the repository */
    struct slice path;
    struct slice layer; /* "web" for src/web/...; else empty */
    struct slice stem;  /* "page_voucher" of src/web/page_voucher.c */
    bool is_c;          /* .c or .h */
    bool is_header;
    bool is_program; /* in src/ or tools/: lengths and bans hold */
    char *code;      /* C with comments and literals blanked, same places; NULL if not C */
};

struct tidy_allowed {
    struct slice check;
    struct slice path;
    struct slice subject; /* "*": any */
    const char *place;
    bool used;
};

struct tidy {
    struct arena *arena;
    struct tidy_file *files; /* sorted by path */
    size_t files_len;
    struct source allow_file;
    struct tidy_allowed *allowed;
    size_t allowed_len;
    size_t wrong;
};

/* One finding at `at` in the file; `subject` is what tidy.allow would name. */
void tidy_report(struct tidy *t, const struct tidy_file *f, const char *at, const char *check,
                 const char *fmt, ...) PRINTF_LIKE(5, 6);
/* Whether tidy.allow accepts it (and remembers that it was needed). */
bool tidy_is_allowed(struct tidy *t, const char *check, struct slice path, struct slice subject);
/* Position in the file's source of a position in its code. */
const char *tidy_at(const struct tidy_file *f, const char *in_code);
bool tidy_is_name(char c);
/* As slice_find(), by the C library: the tree is searched for hundreds of words. */
size_t tidy_find(struct slice text, struct slice needle);

/* tidy_code.c: comments, lengths, parameters, levels, banned calls, licence line. */
void tidy_blank(struct tidy *t, struct tidy_file *f);
void tidy_check_code(struct tidy *t, const struct tidy_file *f);
/* tidy_include.c: who may include whom. */
void tidy_check_includes(struct tidy *t, const struct tidy_file *f);
void tidy_check_unused_headers(struct tidy *t);
/* tidy_name.c: what a header exports is called after it. */
void tidy_check_names(struct tidy *t, const struct tidy_file *f);
/* tidy_tree.c: rule numbers, pairs of SQL files, texts nobody says. */
void tidy_check_rules(struct tidy *t);
void tidy_check_sql(struct tidy *t);
void tidy_check_texts(struct tidy *t);
/* tidy_pure.c: "tidy pure ALLOW CHECKED.a,... OTHERS.a,..." ; the number of findings. */
size_t tidy_pure(struct arena *a, const char *allow, char *checked, char *others);

#endif
