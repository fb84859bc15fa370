/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * XML in: bytes to a small tree (XML 1.0 with namespaces). The adapter of expat.
 *
 * A document type is refused wherever it stands: so there are no entities but the five of XML
 * itself, nothing grows, and nothing is ever fetched from a file or an address. Comments and
 * processing instructions are passed over. Every element knows its line.
 */
#ifndef KC_EXCHANGE_XML_READ_H
#define KC_EXCHANGE_XML_READ_H

#include "base/ctx.h"
#include "base/limits.h"

struct xml_attribute {
    struct slice name; /* of a namespace: its address, a space, the name */
    struct slice value;
};

/* An element, or a run of text between elements. */
struct xml_node {
    struct slice space; /* address of the namespace; empty: none */
    struct slice name;  /* without prefix; empty: text */
    struct slice text;  /* of a run of text; white space as it stands */
    int line;
    const struct xml_attribute *attributes;
    int attributes_len;
    struct xml_node *first; /* child */
    struct xml_node *last;
    struct xml_node *next; /* sibling */
    struct xml_node *parent;
};

enum xml_trouble {
    XML_TROUBLE_NONE,
    XML_TROUBLE_SYNTAX, /* not well-formed, or no UTF-8 */
    XML_TROUBLE_DOCTYPE,
    XML_TROUBLE_LIMIT, /* over XML_BYTES_MAX, XML_DEPTH_MAX or XML_NODES_MAX */
};

struct xml_document {
    struct xml_node *root; /* NULL when there is trouble */
    enum xml_trouble trouble;
    int line;        /* of the trouble */
    const char *why; /* of XML_TROUBLE_SYNTAX: what expat says */
};

/* Everything in the arena. ERR_LIMIT: the arena is full. What is wrong is in the document. */
MUST_USE enum err xml_read(struct arena *a, struct slice bytes, struct xml_document *ret_document);

/* The value; at == NULL when there is none. For names without a namespace. */
struct slice xml_attribute(const struct xml_node *n, const char *name);
/* The next element after `after` in `n` of that name (NULL: any) and of n's namespace; `after`
 * NULL: from the first. NULL when there is none. */
struct xml_node *xml_child(const struct xml_node *n, const struct xml_node *after,
                           const char *name);
/* The next node in the order of the document within `top`, `top` aside; NULL at the end. */
struct xml_node *xml_walk(const struct xml_node *top, struct xml_node *at);

#endif
