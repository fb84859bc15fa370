# SPDX-License-Identifier: EUPL-1.2
# What the build writes itself, one file per kind. Nothing of it is committed.
include(cmake/generated_pages.cmake OPTIONAL) # templates, texts, embedded files
include(cmake/generated_sql.cmake OPTIONAL)   # queries and migrations
