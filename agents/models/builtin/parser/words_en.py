"""English words that are not names of data: operations, comparisons, order, grouping, and the words that carry no meaning here.

Each entry of PHRASES is `kind[:value[:hint]]` -> phrases, separated by ";". Phrases are matched on lemmas (see lemma.py); a phrase in
"=" quotes is matched on the word as written. General language only: nothing here is known of any one database.
"""

from __future__ import annotations

PHRASES: dict[str, str] = {
    # -- what is asked ---------------------------------------------------------------------------------------------------
    "count": "how many; number of; count of; count the number of; count; the number of; total number of; count how many; quantity of; "
             "how many different number of; headcount; tally; order count; =counts=",
    "howmuch": "how much; how much money; how much in total",
    "which": "which; what; whichever",
    "who": "who; whom",
    "when": "when; on what date; what date; on which date",
    "where": "where",
    "agg:sum": "total; sum; in total; altogether; overall; combined; total amount of; sum of; sum up; add up; cumulative; grand total; lifetime; all told; "
               "aggregate; all together; together",
    "agg:avg": "average; mean; on average; avg; typical; =averages=; arithmetic mean; averaged",
    "agg:median": "median; middle value",
    "agg:max": "maximum; max; =maximums=; peak",
    "agg:min": "minimum; min; =minimums=",
    "agg:stddev": "standard deviation; std; std dev; stdev; stddev; sd",
    "agg:variance": "variance; var",
    "agg:skew": "skewness; skew",
    "agg:corr": "correlation; correlation coefficient; pearson correlation coefficient; pearson correlation; correlate; correlated",
    "distinct": "different; distinct; unique; individual; separate; deduplicated; kind of; no duplicates; without duplicates; without repeats; "
                "without duplicate; various",
    # -- superlatives ----------------------------------------------------------------------------------------------------
    "super:desc": "highest; largest; biggest; greatest; top; best; strongest; most; the most; highest number of; largest number of; most number of; greatest number of; "
                  "max number of; maximum number of; leading; best performing; top performing; largest amount of; highest amount of; most amount of; most number; "
                  "the highest; the largest; bulk; majority; heaviest user; richest; top ranked; higher than any other; more than any other; the greatest; most of the",
    "super:asc": "lowest; smallest; least; fewest; worst; weakest; least number of; smallest number of; lowest number of; fewest number of; minimum number of; bottom; poorest; "
                 "min number of; =lowest amount of=; worst performing; slimmest",
    "super:asc:age": "youngest",
    "super:desc:age": "oldest; eldest",
    "super:desc:weight": "heaviest",
    "super:asc:weight": "lightest",
    "super:desc:length|duration|time|distance|height|minute|milliseconds|mile|range": "longest",
    "super:asc:length|duration|time|distance|height|minute|milliseconds|mile": "shortest; quickest",
    "super:desc:height": "tallest",
    "super:desc:price|cost|fee|charge|amount|fare|rate|rent|total": "most expensive; priciest; dearest; costliest; most costly",
    "super:asc:price|cost|fee|charge|amount|fare|rate|rent": "cheapest; least expensive; least costly; most affordable",
    "super:asc:date|time|year": "earliest; =first=; very first; first ever",
    "super:desc:date|time|year": "latest; =last=; most recent; newest; most recently; last one; very last",
    "super:desc:sales|revenue|amount|total": "best selling; bestselling; top selling; top grossing; highest grossing",
    "super:desc:quantity": "most sold; most bought",
    "super:desc:profit": "most profitable; most lucrative",
    "super:asc:profit": "least profitable",
    "super:desc:size|area|capacity|square": "most spacious; roomiest",
    "super:desc:population": "most populous; most populated",
    "super:asc:population": "least populous; least populated",
    "super:desc:speed": "fastest",
    "super:asc:speed": "slowest",
    "super:desc:density": "densest",
    "super:desc:rating|score|rank|star|stars": "best rated; highest rated; top rated; best reviewed",
    "super:asc:rating|score|rank|star|stars": "worst rated; lowest rated",
    "common:desc": "most common; most frequent; most popular; most frequently; most commonly; most often; most used; predominant; commonest",
    "common:asc": "least common; least popular; rarest; least frequent; least frequently; least used",
    "rank": "rank; ranking; ranked; leaderboard",
    # -- order -----------------------------------------------------------------------------------------------------------
    "sort": "sort by; =order by=; =ordered by=; arrange by; in order of; sorted in order of; rank by; sort; =ordered=; =order the results=; "
            " sort the list by; sort the result by; sort result by; in the order of; listed in order of; arranged in; sorted on; listed by",
    "dir:desc": "descending; descending order; in descending order; descending order of; in descending order of; from highest to lowest; highest to lowest; highest first; "
                "largest first; biggest first; decreasing order of; decreasing order; in decreasing order; from high to low; high to low; from most to least; from largest to smallest; "
                "reverse order; from oldest to youngest; desc; best first; from most recent to oldest; newest first; most recent first; from biggest to smallest; top to bottom; "
                "from longest to shortest; latest first; latest year first; newest year first; most first; starting with the highest",
    "dir:asc": "ascending; ascending order; in ascending order; ascending order of; in ascending order of; from lowest to highest; lowest to highest; lowest first; smallest first; "
               "increasing order of; increasing order; in increasing order; from low to high; low to high; from shortest to longest; from smallest to largest; worst first; "
               "from youngest to oldest; from least to most; from oldest to most recent; oldest first; oldest year first; earliest year first; oldest month first; earliest month first; first to last; chronological order; in chronological order; chronologically; in order; earliest first; "
               "from early to late; from cheapest to most expensive; from earliest to latest; asc; in year order; in month order",
    "alpha:asc": "alphabetically; alphabetical order; in alphabetical order; lexicographically; in lexicographical order; lexicographic order; in ascending alphabetical order; "
                 "ascending alphabetical order; alphabetical order of; in alphabetical order of; lexicographical order; in ascending lexicographical order; alphabetic order; "
                 "in alphabetic order",
    "alpha:desc": "reverse alphabetical order; in reverse alphabetical order; descending alphabetical order; in descending alphabetical order; reverse lexicographical order; "
                  "in reverse lexicographical order; in descending alphaetical order",
    # -- comparisons -----------------------------------------------------------------------------------------------------
    "cmp:gt": "more than; greater than; > ; over; above; exceed; exceeding; higher than; larger than; bigger than; =exceeds=; bigger; better than; surpass; upwards of; pass; passed; "
              "=tops=; in excess of; at a higher; greater; higher; larger; =topped=; strictly more than; strictly greater than; beyond",
    "cmp:ge": "at least; > = ; ≥; no less than; no fewer than; not less than; minimum of; greater than or equal to; more than or equal to; no lower than; a minimum of; "
              "at a minimum; at the least; equal to or greater than; equal or more than; not fewer than; equal to or more than; not below; more than or equal",
    "cmp:lt": "less than; fewer than; < ; under; below; lower than; smaller than; fewer; lower; smaller; short of; not reach; beneath; lesser than",
    "cmp:le": "at most; < = ; ≤; no more than; not more than; up to; maximum of; less than or equal to; fewer than or equal to; no greater than; a maximum of; not exceed; not exceeding; "
              "not over; not above; not higher than; equal to or less than; equal or less than",
    "cmp:eq": "equal to; equal; =equals=; = ; exactly; equals; =is exactly=; of exactly",
    "cmp:ne": "not equal to; not equal; different from; other than; outside; outside of; is not; are not; was not; were not; do not equal; not be; isn t; unequal to; not the same as",
    "cmp:gt:age": "older than; above age; over the age of; older; above the age of; over age",
    "cmp:lt:age": "younger than; below age; under the age of; younger; below the age of; under age",
    "cmp:eq:age": "aged; of age; at age; =years old=",
    "cmp:gt:weight": "heavier than; weigh more than; weigh over",
    "cmp:lt:weight": "lighter than; weigh less than; weigh under",
    "cmp:gt:height": "taller than",
    "cmp:lt:height": "shorter than",
    "cmp:gt:length|duration|time|distance|minute|milliseconds": "longer than; last more than; longer",
    "cmp:gt:price|cost|fee|charge|amount|fare": "more expensive than; cost more than; dearer than; priced above; priced over; costing more than; costing over",
    "cmp:lt:price|cost|fee|charge|amount|fare": "cheaper than; cost less than; priced below; priced under; costing less than; costing under",
    "cmp:eq:price|cost|fee|charge|amount|fare": "priced at; =costing=",
    "cmp:gt:speed": "faster than",
    "cmp:gt:date|year|time": "after; later than; newer than; more recent than; following",
    "cmp:lt:date|year|time": "before; earlier than; prior to; earlier",
    "cmp:ge:date|year|time": "since; from then on; starting from; beginning in; starting in; no earlier than; on or after",
    "cmp:le:date|year|time": "until; no later than; by the end of; through the end of; on or before",
    "ormore": "or more; and more; or above; or over; and above; or higher; or greater; or later; and up; and over; or older; or longer; or better; or larger",
    "orless": "or less; or fewer; or below; or under; and below; or lower; or earlier; or younger; or smaller; and under",
    "between": "between; in between; ranging from; in the range of; range from; within the range",
    "like:contains": "contain; include the word; contain the word; contain the substring; has substring; substring; with the word; has the word; have the word; the word; "
                     "whose name include; include the substring; in its name; contain the string; contain the letter; have the substring; contain the phrase; contain the text; "
                     "with the substring; include the phrase; in their name; in the name; the letter; the string; the phrase; containing; a substring of; like; in its title; "
                     "in their title; have the letter; mention; in the title; the term; with the term; containing the term",
    "like:starts": "start with; begin with; starting with; beginning with; starts with the letter; begin with the letter; with the prefix; start with the letter; with first letter; prefix; "
                   "starting with the letter; whose name start with; beginning with the letter; start in",
    "like:ends": "end with; ending with; end in; ending in; end with the letter; with the suffix; ends with the letter; suffix",
    # -- set words -------------------------------------------------------------------------------------------------------
    "neg": "not; no; without; never; except; exclude; excluding; neither; nor; do not; did not; does not; don t; doesn t; didn t; have not; has not; had not; haven t; hasn t; "
           "not have; without any; do not have; does not have; did not have; do not have any; no any; not any; have no; has no; had no; have never; has never; lack; lacking; "
           "leave out; left out; can not; cannot; never have; not been; have not been; has not been; not in; wasn t; weren t; aren t; ignoring; ignore; leaving out; apart from; "
           "not contain; not include; were not; not yet; are not used; not used; do not use; are not; is not; neither of",
    "null": "missing; null; not filled in; blank; empty; not recorded; unspecified; not available; have no value; absent; nan; not set; not known; unknown; not have a value; "
            "miss; be missing; are missing; is missing; not specified; null value; missing value; not given; left blank",
    "known": "known; not null; non null; filled in; recorded value; not empty; non empty; not missing; is known; identified; not blank",
    "both": "both",
    "either": "either",
    "and": "and; &; as well as; along with; together with; plus; and also; alongside; but; and the; and then; next to; but also; besides; accompany; coupled with; "
           "in addition to; side by side with; and their; and its",
    "or": "or; or the; and or",
    "comma": ",; ;",
    "colon": ":",
    "rel": "who; whose; that; which have; who have; who has; where the; having; with; who have been; that have; that has; when the; in which; on which; at which; "
           "to which; for which; from which; by which; whom; wherein; that were; that was; that are; which are; which is; if; "
           "such that; where; the one that; the one with; the one whose; in case; while; provided; given that; for the one with; for the one whose; where there; with which",
    "have": "have; has; had; hold; contain any; carry; own; possess; keep; with at",
    "same": "same; identical; share; shared by; shared",
    "all": "all; across all; every single; entire; whole; everything; any; some; at all; ever; full; complete; any of; all of; all the; entirely; each and every; one or more; at least one; all other; "
           "any kind of; any type of; total list of; every one of; a single",
    "each": "each; every; per; for each; for every; in each; for each of; each of; of each; by each; with each; in every; on each; at each; each different; each distinct; "
            "different for each; broken down by; split by; grouped by; group by; for each different; by; across; across different; split across; by individual; across all; "
            "according to; for all different; split out by; for different; across the; one by one; one per; within each; to each; from each; for any; itemised by; segmented by; "
            "breakdown by; breakdown of; for the various; per each; split into; depending on; vary across; vary by; vary across different; to every; bucketed by; categorized by; separately for; "
            "on a per; for each unique; for each distinct; by different",
    "other": "other; others; rest; else; another",
    "own": "their own",
    "self": "each other; themselves",
    # -- shares, change, comparison --------------------------------------------------------------------------------------
    "share": "share; what part; what part of; which part; percentage; percent; proportion; fraction; what share; what percentage; percentage of; percent of; share of; proportion of; fraction of; percentage wise; =%=; "
             "what percent; what proportion; make up how much; contribution; as a percentage; in percent; as a percent; in percentage; percentage share; as a share; pct; "
             "what fraction; in % terms; % of; as a % of; portion of; make up; account for; contribute; contribute to; part of the total; express as a percentage; rate of",
    "ratio": "ratio; ratio of; divided by; ratio between; quotient; times as many; times as much; ratio of the",
    "growth": "growth; change; grow; increase; decrease; growth rate; percentage change; percent change; % change; rate of change; evolve; up or down; decline; drop; fall; rise; "
              "go up; go down; percentage growth; percentage increase; percentage decrease; shrink; expand; gain; jump; percentage point change; went up or down; go up or down; "
              "change in percent; grew; compare; compared; compare to; compared to; compared with; compare with; compare against; fared; relative to; against; versus; vs; vs.; "
              "faster or slower; bigger or smaller; higher or lower; more or less; better or worse; swing; by what percentage; by how much; how much faster or slower; differ; "
              "how much more; how much higher; how much lower; growth of; relative change; over the previous year; move; moved; how much bigger; by how many percent; slower; faster",
    "growth:year": "year on year; yoy; year over year; from the previous year; over the prior year; from the prior year; from the year before; over the year before; than the year before; "
                   "versus the previous year; on the previous year; than the previous year; annual growth; against the previous year; annual change; compared with the previous year; "
                   "compared to the previous year; year to year; vs the previous year; vs prior year; against the year before; on the year before; on the prior year",
    "growth:month": "month on month; mom; month over month; from the previous month; over the previous month; than the month before; than the previous month; versus the previous month; "
                    "against the previous month; from the month before; month to month; compared with the previous month; on the previous month",
    "growth:quarter": "quarter on quarter; qoq; quarter over quarter; from the previous quarter; over the previous quarter; than the previous quarter; quarter to quarter; "
                      "against the previous quarter; versus the previous quarter",
    "shrank": "=less in=; sold less; shrank; fell; declined; dropped; =lost ground=; decreased; went backwards; sell less; =declining=; lose ground; earn less; lost sale; made less",
    "grewmore": "sold more; grew; rose; increased; =growing=; sell more; earn more; made more",
    "diff": "difference; difference between; gap; difference in; gap between; minus; the difference; differential; by how much do; spread between",
    "trend": "trend; over time; develop; development; progress; move; evolve; over the year; through the year; throughout; over the course of; trajectory; time series; "
             "course; walk me through; history; timeline; over the years; =evolution=; as time go by; from start to end",
    "grain:month": "month by month; monthly; per month; by month; each month; every month; for each month; in each month; in each month of; for each month of; each month of; for every month; month of; across months; by calendar month; "
                   "for every month of; every month of; each month of; a month; per calendar month; months; by the month; in every month",
    "grain:quarter": "quarter by quarter; quarterly; per quarter; by quarter; each quarter; every quarter; for each quarter; in each quarter; in each quarter of; for each quarter of; each quarter of; quarters; a quarter; four quarters; "
                     "over the four quarters; across the four quarters; in each of the four quarters; the four quarters of",
    "grain:year": "year by year; yearly; per year; by year; each year; every year; for each year; in each year; annual; annually; per annum; by calendar year; a year; for every year; "
                  "over the years; in each calendar year; each calendar year; every calendar year; per calendar year; for each calendar year; from year to year; across years; across the years; annual number of",
    "grain:week": "weekly; per week; by week; each week; every week; week by week; for each week",
    "grain:day": "daily; per day; by day; each day; every day; day by day; for each day; a day; by date; each date; per date; for each date",
    "grain:weekday": "day of the week; weekday; by weekday; per weekday; days of the week; for each day of the week; each day of the week; by day of the week; each weekday; day of week",
    "grain:hour": "hour of the day; by hour; per hour; each hour; hour of day; hourly; time of day; by hour of the day; for each hour of the day; each hour of the day",
    "daysfrom": "how long; how many days; days between; days from; time between; number of days between; number of days; lead time; elapsed time; turnaround; turnaround time; "
                "day pass; how many days pass; days pass; days elapse; delivery time; shipping time; time from; duration between; days it take; days do it take; days take; time span between; "
                "in days; day between; shortest duration between",
    "late": "late; too late; overdue; delayed",
    "half": "half",
    "cast:minute": "in minutes; minutes; as minutes; converted to minutes; expressed in minutes",
    "cast:hour": "in hours; as hours",
    "pair": "pair; pairs; combination; combinations; pairs of; combination of",
    "derived:revenue": "revenue; sales; turnover; takings; net revenue; net sales; sales net of discount; value sold; spending; sale value; takings; "
                       "sales revenue; earnings; income; gross sales; sales value; order value; value of everything; net spend; sales after discount; sales figure; "
                       "discounted revenue; value sold net of discount; net takings; made in sales; purchase value; turnover value; merchandise value; total value; total spend; total spending",
    "weak": "sold; sell; made; make; earned; earn; spent; spend; bought; buy; value; worth; money; brought in; bring in; amount of money; how much money; generate; generated; take in; pull in; gross",
    "derived:orders": "order count; order volume",
    "derived:units": "units; unit; units sold; pieces; units ordered; item sold; unit sold; unit ordered; pieces sold; number of units; quantity sold; units shipped",
    "rows": "rows; row; lines; line; records; line items; line item; entries; data points; transactions lines; observations; rows of data; order lines; order line; invoice lines",
    "derived:margin": "profit margin; margin; profitability; profit ratio; margin percentage; net margin; return on sales; profit as a percentage of sales; profit to sales ratio",
    "derived:aov": "average order value; average order size; average basket; average basket value; average basket size; aov; average ticket; order worth; basket size; average invoice value",
    "derived:length": "length of; the length of",
    "discounted": "after discount; net of discount; after discounts; net of discounts; discounted; less discount; with discounts applied; including discount; discount included; "
                  "net of any discount; after the discount; discount deducted; with discount deducted; discounts applied",
    "formula": "quantity times price; quantity × price; quantity x price; quantity times unit price; quantity * unitprice; quantity * price; price times quantity; "
               "quantity × unit price; unit price times quantity; quantity multiplied by unit price; quantity multiplied by price; units times price; unit price × quantity; "
               "price × quantity; quantity * unit price; quantity x unit price; unit price x quantity; quantity by unit price",
    "cancelled": "cancelled; canceled; cancellation; cancelled one; =returned=",
    "negative": "negative; loss making; below zero; minus figures; in the red; lossmaking; bleeding money; bleed money; bleeding; unprofitable; lost money; at a loss; lose money; losing money; made a loss; loss; losses",
    "positive": "positive; above zero; in the black; profitable",
    "pct_sign": "ignore the sign; in absolute terms; regardless of sign; sign ignored; as positive number; as a positive number",
    "list": "list; show; give; find; return; display; name; tell; report; provide; state; present; get; select; identify; enumerate; retrieve; compute; calculate; determine; "
            "fetch; describe; output; =order=; express; =express=; produce; see; i need; i want; i would like; let me see; =names=; detail; details; list out; list all; print; work out; break down; break out; set out; "
            "lay out; put; pull; pull up; =split=; plot; chart; what about; we need; i d like; could you; rank; figure out; extract; specify",
    # -- words without meaning here --------------------------------------------------------------------------------------
    "fill": "the; a; an; with cancellations counted as negatives; cancellations included; including cancellations; cancellation counted as negative; returns included; including returns; net of returns; counting returns as negative; with returns as negatives; counting cancellations as negative; cancellations counted as negative; returns counted as negative; named; titled; entitled; are named; table; tables; column; columns; catalogue; catalog; labelled; labeled; business; someone; somebody; convert to; =sits=; sit; with each; man; woman; person; people; is; are; was; were; be; been; being; do; does; did; will; would; can; could; should; may; might; must; have been; has been; there; it; its; their; them; they; "
            "he; she; his; her; him; hers; we; us; our; you; your; my; me; i; this; these; those; please; also; just; only; really; so; such; too; very; then; now; well; as; up; out; off; "
            "down; away; ok; okay; hey; hi; correspond; corresponding; corresonding; respective; respectively; relevant; associated; associate; related; relate; given; certain; particular; "
            "specific; specified; name is; named; called; call; with name; by name; go; gone; come; get; got; happen; occur; take place; took place; in question; in the database; in the dataset; "
            "in the data; in the table; database; dataset; in our records; in our database; on our books; on record; on file; exist; available; currently; current; temporarily; "
            "listed; we have; do we have; we hold; there are; are there; is there; have there been; ended up; end up; ended; information; info; data; value; values; figure; figures; number; "
            "result set; name the; e.g.; i.e.; namely; about; regarding; concerning; mean; =means=; i mean; overall; whole period; over the whole period; since the record begin; "
            "since records began; since the records begin; of all time; to date; so far; all time; over all time; in general; exactly; actual; actually; use; using; used; taking; taken; take; "
            "based on; go by; going by; base on; in terms of; terms; term; by way of; kind; sort of; type; =ones=; stand for; 's; s; ’s; =’=; apiece; each one; individually; including; included; "
            "counted; counting; number them; ready; plot ready; amount; amounts; dollar; dollars; usd; $; €; £; ¥; eur; gbp; each one; mph; kg; km; cm; miles; pounds; feet; percent sign; per cent; euro; pound; us dollar; in dollars; in usd; in euros; percentage points; "
            "ever; already; yet; still; at the time; time; times; time frame; period; within; during; =in=; on; at; to; into; from; of; for; by means of; than; what s; whats; that s; who s; "
            "=it=; =that=; how; why; same time; thing; things; stuff; item; items; lot; lots; bit; =did=; plain; simple; exact; numeric; numerically; help; want; need; know; like to; look; "
            "looking; look at; interest; interested; here; together with that; all in all; in all; again; say; exactly once; count each; once; how about; per se; own; owner of; "
            "distinctively; possible; across the board; separately; respective of; side by side; side; in order to; sanity check; quick; question; quick question; quick check; check; work; "
            "out of; out of all; set; along; even; every time; each time; place; ordered list; answer; rounded; round; decimal; decimals; decimal places; place decimal; two decimal places; "
            "rounded to two decimals; 2 decimals; put a number on it; put a percentage on it; put; a number; whose; s name; stands; total sales figure; =was=; mostly; first of all; "
            "yes; right; thank; thanks; cheers; kindly; ask; asked; asking; consider; considering; considered; assume; across all; company wide; business; our company; firm; organisation wide; "
            "we made; =them=; made of; whether; if any; any given; when it come to; in; through; among; amongst; all of them; another; via; with respect to; towards; =an=; per cent; "
            "their respective; distinctly; its own; according; relevant to; next; what they; their name; do it; it take; begin; our own; during which; ever have; either of; themselves; book; "
            "=more=; there s; show me; tell me; give me; compute the; sequence; in the system; on the system; system; presently; as of now; =no more=; today s; ; part; of part; total of; upon; "
            "belong to; respect; at all times; kind of thing; typically; usually; generally; normally; actually placed; hence; therefore; simply; basically; roughly; approximately; "
            "turn out; turned out; sum it up; =sum=; the whole of; throughout the period; broken; wise; end to end; for which we have; any other; as a whole; whole company; as whole; overall period",
    # verbs that only say that two things of the data belong together
    "verb": "own; belong; =rated=; =reviewed=; =scored=; =voted=; =tagged=; =tested=; =measured=; =trained=; =designed=; =presented=; =supported=; =supports=; =covered=; =covers=; =reported=; =contacted=; =viewed=; =stored=; =traded=; =published=; gotten; =getting=; live; offer; teach; make; do; perform; receive; buy; purchase; place; write; publish; release; serve; operate; fly; play; win; cost; weigh; work; work for; manage; lead; "
            "hold; run; host; direct; attend; visit; take; sell; order; rent; use; produce; make; create; cause; kill; injure; lose; treat; raise; enroll; enrol; register; study; major; join; "
            "start; finish; leave; arrive; depart; land; stop; serve; provide; supply; ship; deliver; carry; handle; process; issue; bill; pay; spend; charge; earn; sign; record; sing; perform in; "
            "compose; act; star; appear; broadcast; air; contain; include; associate with; relate to; correspond to; assign; allocate; arrange; locate; situate; base; reside; stay; "
            "grow up; born; come from; die; marry; befriend; like; love; prefer; know; follow; elect; represent; participate; compete; cite; reference; mention; "
            "author; edit; submit; accept; reject; approve; open; close; found; establish; build; construct; develop; invent; launch; end; last; pass; fail; graduate; complete; "
            "employ; hire; promote; send; transfer; move; travel; drive; keep; save; add; remove; cancel; return; refund; "
            "exchange; invest; borrow; lend; owe; insure; settle; describe; define; classify; categorize; "
            "upload; download; watch; listen; read; see; hear; feel; think; believe; have; possess; get; obtain; acquire; adopt; abandon; rescue; breed; "
            "conduct; found in; go through; undergo; go to; went through; live in; bring; put; fit; wear; eat; drink; cook; clean; repair; fix; maintain; inspect; generate; "
            "transact; account for; have on; stopover; stop over; served; shop; shopped; dispatch; dispatched; associated with; list; count; find; need; require; want; request; ask for; book; booked; sold; bought; "
            "made; came; took; gave; gone; wrote; flew; won; lost; paid; spent; ran; sang; held; led; left; began; taught; chose; choose; drove; went; built; grew; kept; met; sent; spoke; drew; "
            "show; bear; speak; inhabit; flow; flow through; border; traverse; run through; involve; feature; operate on; operating; utilize; owned by; attach; attached; attach to; transport; fall into; "
            "worth; worth to; contribute to; achieve; reach; generate by; headquartered; situated; done; =done=; do; led to; led; issue; issued; complete; completed; situated in; located in; located; place an; placed; carried; have to; ship to; deliver to; take part; taken part",
}

# Words of a whole request (not of a single question): files, plans, kinds of analysis, manners.
REQUESTS: dict[str, str] = {
    "deliver:deck": "slides; slide; slide deck; deck; presentation; powerpoint; ppt; pptx; pitch deck; keynote; slideshow; slide show; board deck",
    "deliver:workbook": "spreadsheet; excel; workbook; xlsx; excel file; excel sheet; excel workbook; spread sheet; data tables; excel table",
    "deliver:document": "document; word document; report; memo; docx; written report; word file; paper document; action plan; action plan document; briefing; write up; brief; one pager; word report",
    "deliver:charts": "charts; graph; graphs; visuals; visualisation; visualization; plots; =chart=; figures and charts; dashboards; diagram",
    "plan": "plan; strategy; recommendation; recommend; product selection; product selection plan; assortment; assortment plan; roadmap; next steps; advice; proposal; propose; suggestion; suggest; what to do; "
            "action; actions; initiatives; targets; what should we do; selection plan; product plan; selection strategy; product strategy; product mix plan; range plan; growth plan",
    "op:drivers": "driver; drivers; why; cause; root cause; explain; explanation; reason; reasons; what drove; behind",
    "op:summary": "overview; summary; performance; insight; insights; analysis; analyse; analyze; review; deep dive; look into; story; findings; highlights; key takeaways; study; assess; assessment; evaluate; "
                  "evaluation; health check; situation; state of; examine; explore; investigate; results",
    "op:outliers": "outlier; outliers; anomaly; anomalies; unusual; abnormal",
    "op:distribution": "distribution; spread; histogram; dispersed",
    "op:quality": "data quality; quality of the data; completeness; duplicate; duplicates; duplicated; dirty data; gaps in the data",
    "polite": "prepare; create; build; draft; write; produce; deliver; output; supply; management; board; meeting; team; boss; executive; leadership; stakeholder; audience; client meeting; concise; short; "
              "detailed; clear; professional; ready to present; next quarter; next year; next month; going forward; upcoming; future; final; version; format; formats; native; editable; based on the data; data driven",
}

# A word on the left may stand for any word on the right in the name of a table or column. Words of a line stand for each other.
SYNONYMS: tuple[str, ...] = (
    "gender sex", "phone telephone mobile cell cellphone", "surname lastname", "cost price expense", "revenue sale turnover income takings amount total",
    "customer client buyer account shopper", "employee staff worker salesperson", "product item article good goods merchandise", "quantity qty unit piece",
    "supplier vendor provider", "category type kind class", "kind type", "artist musician performer", "song track", "country nation", "nationality country",
    "email mail", "zip postal postcode zipcode", "address location", "location place address", "birthday birth", "salary wage pay", "film movie", "teacher instructor professor faculty",
    "student pupil", "course class", "department dept", "title name", "description desc detail", "number num no nr", "identifier id code number key", "id identifier code number no",
    "code abbreviation symbol", "company firm business corporation organization organisation", "begin start", "end finish", "date day time", "start begin founded", "founded founding foundation found",
    "region area", "area region size", "people population person", "killed casualty dead", "job position occupation role", "discount rebate", "freight shipping shipment delivery postage",
    "ship shipping delivery dispatch shipment", "mode method way", "stock inventory", "birth born", "hometown home", "invoice bill", "channel medium", "warehouse depot", "store shop branch",
    "rating rate score", "score grade mark point", "average avg mean", "paper publication article", "author writer", "journal magazine", "year annual", "duration length time", "playlist list",
    "length duration", "height tall", "weight weigh", "manufacturer maker producer brand", "website homepage url web site", "language tongue", "state province", "city town", "county district",
    "boss manager supervisor", "deadline due", "citation cited", "spouse wife husband", "party affiliation", "level grade", "size capacity", "capacity seat seating", "spending spend amount",
    "profit gain earning", "wait waiting", "return refund", "comment remark note", "nickname alias", "occupation profession", "pet animal", "result outcome", "amount value sum total", "date time timestamp",
    "label tag", "text content", "creator author", "share stake", "temperature temp", "speed velocity", "wind windspeed", "hour time", "budget funding", "voter elector", "candidate contestant contender",
    "shipper carrier forwarder", "unit quantity", "term semester session", "lecturer instructor teacher", "credit creditpoint", "degree program", "purchase order", "order purchase", "genre style",
)

ABBREVIATIONS: dict[str, str] = {
    "qty": "quantity", "amt": "amount", "num": "number", "nbr": "number", "desc": "description", "dept": "department", "addr": "address", "cat": "category", "pct": "percent", "avg": "average",
    "tel": "telephone", "dob": "birth date", "fname": "first name", "lname": "last name", "mname": "middle name", "cust": "customer", "prod": "product", "emp": "employee", "mgr": "manager",
    "yr": "year", "dt": "date", "ts": "time", "temp": "temperature", "lat": "latitude", "lng": "longitude", "lon": "longitude", "stu": "student", "prof": "professor", "dest": "destination",
    "src": "source", "abbrev": "abbreviation", "org": "organization", "max": "maximum", "min": "minimum", "no": "number", "pop": "population", "acc": "account", "acct": "account", "inv": "invoice",
    "msg": "message", "img": "image", "lang": "language", "loc": "location", "pos": "position", "attr": "attribute", "seq": "sequence", "doc": "document", "ref": "reference", "tot": "total",
    "yn": "", "pctg": "percent", "perc": "percent", "std": "standard", "bldg": "building", "apt": "apartment", "rec": "record", "stmt": "statement", "txn": "transaction", "trans": "transaction",
    "dist": "distance", "dur": "duration", "freq": "frequency", "hrs": "hours", "mins": "minutes", "secs": "seconds", "uid": "id", "pk": "id", "cnt": "count", "hp": "horsepower", "mpg": "mpg",
    "advisor": "advisor", "pid": "id", "pet": "pet",
}

# Words whose meaning is a value of a flag or a coded column.
CODED: dict[str, tuple[str, ...]] = {
    "female": ("f", "female", "w", "woman"), "woman": ("f", "female", "w", "woman"), "girl": ("f", "female"), "male": ("m", "male", "man"), "man": ("m", "male", "man"), "boy": ("m", "male"),
    "women": ("f", "female", "w", "woman"), "men": ("m", "male", "man"),
    "american": ("usa", "us", "united states", "america", "united states of america"), "french": ("france",), "german": ("germany",), "british": ("uk", "united kingdom", "great britain"),
    "chinese": ("china",), "japanese": ("japan",), "canadian": ("canada",), "brazilian": ("brazil",), "italian": ("italy",), "spanish": ("spain",), "dutch": ("netherlands",),
    "mexican": ("mexico",), "indian": ("india",), "swedish": ("sweden",), "danish": ("denmark",), "norwegian": ("norway",), "russian": ("russia",), "australian": ("australia",),
    "america": ("usa", "us", "united states"), "usa": ("usa", "us", "united states"), "britain": ("uk", "united kingdom"), "uk": ("uk", "united kingdom"), "england": ("uk", "united kingdom"),
    "monday": ("mon", "monday", "mo"), "tuesday": ("tue", "tuesday", "tu"), "wednesday": ("wed", "wednesday", "we"), "thursday": ("thu", "thursday", "th"), "friday": ("fri", "friday", "fr"),
    "saturday": ("sat", "saturday", "sa"), "sunday": ("sun", "sunday", "su"),
}

# Two words said for one noun.
PHRASE_SYNONYMS: dict[str, str] = {
    "shipping company": "shipper", "cell phone": "cell number|mobile number|cell|mobile|phone", "mobile phone": "mobile number|cell number|mobile|phone", "delivery company": "shipper", "freight company": "shipper", "shipping firm": "shipper", "destination country": "ship country", "destination city": "ship city",
    "order line": "order detail", "order item": "order detail", "line item": "order detail", "sales rep": "employee", "sales representative": "employee", "sales person": "employee", "staff member": "employee",
    "team member": "employee", "birth date": "date of birth", "family name": "last name", "given name": "first name", "phone number": "phone", "mobile number": "phone", "zip code": "postal code",
    "post code": "postal code", "e mail": "email", "mail address": "email", "product group": "category", "product line": "category", "product category": "category", "music genre": "genre", "recording artist": "artist",
    "shipping mode": "ship mode", "shipping method": "ship mode", "delivery method": "ship mode", "shipping cost": "freight", "freight cost": "freight", "freight charge": "freight", "shipping charge": "freight",
    "shipping fee": "freight", "death toll": "killed", "stock level": "unit in stock", "unit price": "price", "list price": "price", "release date": "date", "billing country": "billing country", "customer number": "customer id",
    "order number": "order id", "product number": "product id", "invoice number": "invoice id", "employee number": "employee id", "account number": "account id", "customer segment": "segment",
}

NUMBER_WORDS: dict[str, float] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "fifty": 50, "hundred": 100, "dozen": 12, "once": 1, "twice": 2, "thousand": 1000,
}
