# What R says: Rscript --vanilla tests/statistics/oracle.R > tests/statistics/data/r.json
#
# Needs R with its package survival (Debian: r-base-core, r-cran-survival), nothing else. Inputs and answers go to
# one JSON document, so that the tests compute from what R really read: the data sets are those that survival ships.
# Ten digits; NA, NaN and infinity are written as null.

suppressPackageStartupMessages(library(survival))

# JSON: a list is an object when it has names, an array otherwise; a vector is an array, unless it is a `one`.
one <- function(x) structure(list(x), class = "one")
text <- function(x) {
  if (is.character(x)) return(paste0('"', gsub('(["\\\\])', "\\\\\\1", x), '"'))
  if (is.logical(x)) return(ifelse(is.na(x), "null", ifelse(x, "true", "false")))
  ifelse(is.finite(x), sprintf("%.10g", x), "null")
}
json <- function(x) {
  if (inherits(x, "one")) return(text(x[[1]]))
  if (!is.list(x)) return(paste0("[", paste(text(unname(x)), collapse = ", "), "]"))
  parts <- vapply(x, json, "")
  if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ",\n"), "]"))
  paste0("{", paste(text(names(x)), parts, sep = ": ", collapse = ",\n"), "}")
}

MONTH <- 30.4375 # days
TYPES <- c("log-log", "log", "plain")

# --- survival: a case has times (to be divided by `unit`), events (1) or censoring (0) and, for log-rank, groups ---

case <- function(name, source, time, status, group, unit = MONTH, at = c(6, 12, 24), level = 0.95) {
  list(name = name, source = source, time = time, unit = unit, status = status, group = group, at = at, level = level)
}
made <- function(name, time, status, group = NULL, at = c(0.5, 1, 2, 2.5, 4, 9)) {
  case(name, "made for this test", time, status, group, unit = 1, at = at)
}
months <- function(case) case$time / case$unit
celltypes <- as.integer(veteran$celltype)
obstructed <- subset(colon, etype == 2 & obstruct == 1)

CASES <- list(
  case("lung", "survival::lung, days, by sex", lung$time, lung$status - 1, lung$sex),
  case("aml", "survival::aml, weeks, by maintenance", aml$time, aml$status, as.integer(aml$x), unit = 1),
  case("ovarian", "survival::ovarian, days, by treatment", ovarian$futime, ovarian$fustat, ovarian$rx),
  case("veteran", "survival::veteran, days, by cell type", veteran$time, veteran$status, celltypes),
  case("veteran_large_cell", "survival::veteran, large cells, days, by treatment, 90 %",
       veteran$time[celltypes == 4], veteran$status[celltypes == 4], veteran$trt[celltypes == 4],
       unit = 1, at = c(30, 100, 200, 400), level = 0.9),
  case("colon_obstructed", "survival::colon, death, obstructed colon, days, by treatment",
       obstructed$time, obstructed$status, as.integer(obstructed$rx)),
  made("no_event", c(1, 2, 3, 4, 5), c(0, 0, 0, 0, 0), c(1, 1, 2, 2, 2)),
  made("all_events", c(1, 2, 3, 4, 5, 6, 7), rep(1, 7), c(1, 2, 1, 2, 2, 1, 1)),
  made("ties", c(1, 1, 1, 2, 2, 2, 3, 3, 4, 6), c(1, 1, 0, 1, 0, 0, 1, 1, 0, 1), c(1, 2, 1, 2, 1, 2, 1, 2, 1, 2)),
  made("one_patient_event", 2, 1, 1),
  made("one_patient_censored", 2, 0, 1),
  made("two_groups_of_one", c(1, 2), c(1, 1), c(1, 2)),
  made("flat_step_at_half", c(1, 2, 3, 4), c(1, 1, 1, 1), c(1, 2, 2, 1)),
  made("flat_step_at_half_to_the_end", c(1, 2, 3, 4), c(1, 1, 0, 0), c(1, 2, 2, 1)),
  made("flat_step_at_half_with_censoring", c(1, 2, 3, 4, 5, 6), c(0, 0, 1, 1, 0, 1)),
  # Products that are a half but for rounding: 0.4999999999999999 after 6 of 12, 0.5000000000000001 after 12 of 24.
  made("half_from_below", 1:12, rep(1, 12), c(1, 1, 2, 1, 2, 2, 1, 2, 1, 2, 1, 2)),
  made("half_from_above", 1:24, c(rep(1, 12), 0, 1, rep(0, 9), 1), rep(c(1, 2, 2, 1), 6)),
  made("open_to_the_right", c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), c(1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0),
       c(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2), at = c(0.5, 6, 12, 24)),
  made("never_at_half", c(1, 2, 3, 4, 5, 6, 7, 8), c(1, 0, 1, 0, 0, 0, 0, 0)),
  made("one_time_point", c(3, 3, 3, 3), c(1, 1, 0, 0), c(1, 2, 1, 2)),
  made("all_at_once", c(3, 3, 3, 3), c(1, 1, 1, 1), c(1, 2, 1, 2)),
  made("event_on_day_zero", c(0, 0, 0, 1, 2, 3), c(1, 0, 1, 1, 0, 1), c(1, 1, 2, 2, 1, 2), at = c(0, 0.5, 1, 2, 3, 9)),
  made("censored_at_the_last_event", c(1, 2, 4, 4, 4), c(0, 1, 0, 1, 1)),
  made("equal_but_for_rounding", c(1, 1 + 1e-9, 2, 3 - 1e-9, 3), c(1, 0, 1, 1, 0), c(1, 2, 2, 1, 2)),
  made("gone_before_any_event", c(1, 1, 2, 3, 4, 5), c(0, 0, 1, 1, 0, 1), c(1, 1, 2, 3, 3, 2)),
  made("one_group", c(1, 2, 3), c(1, 0, 1), c(7, 7, 7)),
  made("nobody", numeric(0), numeric(0))
)

refused <- function(expression) inherits(suppressWarnings(try(expression, silent = TRUE)), "try-error")

fitted <- function(case, type, status = case$status) {
  survfit(Surv(months(case), status) ~ 1, conf.type = type, conf.int = case$level)
}

bands <- function(case, type) {
  fit <- fitted(case, type)
  printed <- summary(fit)$table
  limits <- paste0(format(case$level), c("LCL", "UCL"))
  quartiles <- quantile(fit, c(0.25, 0.5, 0.75))
  after <- summary(fit, times = case$at, extend = TRUE)
  list(
    low = fit$lower, high = fit$upper, median = printed[c("median", limits)],
    quantiles = list(value = quartiles$quantile, low = quartiles$lower, high = quartiles$upper),
    at = list(value = after$surv, low = after$lower, high = after$upper, at_risk = after$n.risk)
  )
}

answer <- function(case) {
  head <- list(name = one(case$name), source = one(case$source), time = case$time, unit = one(case$unit),
               status = case$status, group = case$group, at = case$at, level = one(case$level))
  if (refused(fitted(case, "log"))) return(c(head, list(refused = one(TRUE))))
  fit <- fitted(case, "log")
  curve <- list(time = fit$time, at_risk = fit$n.risk, events = fit$n.event, censored = fit$n.censor,
                survival = fit$surv, std_err = fit$std.err)
  reverse <- summary(fitted(case, "log-log", 1 - case$status))$table[["median"]]
  c(head, list(curve = curve), setNames(lapply(TYPES, bands, case = case), TYPES),
    list(follow_up = one(reverse), log_rank = compared(case)))
}

compared <- function(case) {
  if (is.null(case$group)) return(NULL)
  test <- suppressWarnings(try(survdiff(Surv(months(case), case$status) ~ case$group, rho = 0), silent = TRUE))
  if (inherits(test, "try-error")) return(list(refused = one(TRUE)))
  df <- sum(test$exp > 0) - 1
  list(observed = test$obs, expected = test$exp, chi_square = one(test$chisq), df = one(df),
       p = one(if (df > 0) pchisq(test$chisq, df, lower.tail = FALSE) else NA))
}

# --- counts ---

proportion <- function(n, total, level, reference) {
  one_sided <- function(way) binom.test(n, total, p = reference, alternative = way, conf.level = level)
  above <- one_sided("greater")
  below <- one_sided("less")
  both <- binom.test(n, total, conf.level = level)$conf.int
  list(n = one(n), total = one(total), level = one(level), reference = one(reference),
       low = one(both[1]), high = one(both[2]), lower = one(above$conf.int[1]), upper = one(below$conf.int[2]),
       p_above = one(above$p.value), p_below = one(below$p.value))
}
PROPORTIONS <- Map(proportion,
  c(0, 1, 0, 1, 5, 11, 14, 26, 45, 99, 333, 8, 107, 176, 45, 40),
  c(1, 1, 12, 12, 5, 28, 32, 28, 176, 100, 1000, 10, 174, 640, 176, 107),
  c(0.95, 0.95, 0.95, 0.9, 0.95, 0.95, 0.8, 0.95, 0.99, 0.975, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95),
  c(0.5, 0.5, 0.2, 0.2, 0.9, 0.2, 0.25, 0.9, 0.3, 0.999, 0.3, 0.4, 0.5, 0.5, 0.5, 0.5))

rate <- function(events, exposure, level) {
  bounds <- poisson.test(events, exposure, conf.level = level)$conf.int
  list(events = one(events), exposure = one(exposure), level = one(level), value = one(events / exposure),
       low = one(bounds[1]), high = one(bounds[2]))
}
RATES <- Map(rate, c(0, 0, 1, 3, 4, 17, 240), c(0.5, 120, 1, 36.5, 1, 412.25, 1000),
             c(0.95, 0.9, 0.95, 0.95, 0.95, 0.99, 0.95))

# Saturated models of counts: the coefficient of the drug is the logarithm of the ratio, with Wald's interval.
ratio <- function(link, cells, level) {
  a <- cells[1]; b <- cells[2]; c <- cells[3]; d <- cells[4]
  drug <- c(1, 0)
  of_others <- c / (c + d)
  start <- if (link == "log") c(log(of_others), log(a / (a + b)) - log(of_others)) else NULL
  fit <- glm(cbind(c(a, c), c(b, d)) ~ drug, family = binomial(link), start = start,
             control = list(epsilon = 1e-12, maxit = 100))
  error <- qnorm((1 + level) / 2) * sqrt(vcov(fit)[2, 2])
  exp(coef(fit)[[2]] + c(0, -error, error))
}
disproportion <- function(cells, level) {
  list(cells = cells, level = one(level), odds = ratio("logit", cells, level),
       proportional = ratio("log", cells, level))
}
DISPROPORTION <- Map(disproportion,
  list(c(41, 14, 754, 591958), c(1, 1, 1, 1), c(3, 97, 20, 4000), c(12, 40, 60, 90), c(25, 100, 150, 900),
       c(20, 80, 30, 870)),
  c(0.95, 0.95, 0.95, 0.9, 0.95, 0.95))

# Quartiles as R gives them by default (type 7), the standard deviation of a sample.
spread <- function(values) {
  list(values = values, mean = one(mean(values)), sd = one(sd(values)),
       quantiles = unname(quantile(values, c(0, 0.25, 0.5, 0.75, 1))))
}
SPREAD <- lapply(list(c(4, 60, 72, 90, 208) / 12, c(1, 2, 3, 4), 7.5, c(2, 2, 2), lung$age, ovarian$futime / MONTH), spread)

# Kappa with the variance of the delta method, by numerical derivatives: no formula in common with ours.
kappa_of <- function(p) {
  expected <- sum(rowSums(p) * colSums(p)) / sum(p)^2
  (sum(diag(p)) / sum(p) - expected) / (1 - expected)
}
agreement <- function(table, level) {
  n <- sum(table)
  p <- table / n
  step <- 1e-5
  slope <- vapply(seq_along(p), function(cell) {
    up <- down <- p
    up[cell] <- p[cell] + step
    down[cell] <- p[cell] - step
    (kappa_of(up) - kappa_of(down)) / (2 * step)
  }, 0)
  error <- sqrt((sum(p * slope^2) - sum(p * slope)^2) / n)
  bounds <- kappa_of(p) + c(-1, 1) * qnorm((1 + level) / 2) * error
  list(table = lapply(seq_len(nrow(table)), function(row) table[row, ]), level = one(level), value = one(kappa_of(p)),
       std_err = one(error), low = one(bounds[1]), high = one(bounds[2]))
}
square <- function(...) matrix(c(...), nrow = sqrt(length(c(...))), byrow = TRUE)
AGREEMENT <- Map(agreement,
  list(square(10, 4, 1, 0, 5, 10, 12, 2, 2, 4, 12, 5, 0, 2, 6, 13), square(0, 0, 0, 5, 16, 3, 8, 12, 28),
       square(20, 5, 10, 15), square(3, 0, 0, 0, 0, 1, 8, 0, 1, 0, 0, 3, 15, 2, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0)),
  c(0.95, 0.95, 0.9, 0.95))

versions <- list(R = one(as.character(getRversion())), survival = one(as.character(packageVersion("survival"))))
cat(json(list(versions = versions, survival = lapply(CASES, answer), proportions = PROPORTIONS, rates = RATES,
              disproportion = DISPROPORTION, spread = SPREAD, agreement = AGREEMENT)), "\n", sep = "")
