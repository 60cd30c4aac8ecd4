// A large-scale mine enters a concession and goes through exploration, construction, operation and closure. Each phase
// has its jobs (P-74). The mine closes ground to miners, takes farm land, buys locally, and announces jobs beforehand.
// The posture of its company towards miners is set here, or the company chooses it each year (processes/companies). The
// tenure of the concession is `lsm` during construction and operation.
#include <algorithm>

#include "tributer/model/mine.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class LsmMine final : public Instrument {
 public:
  LsmMine(InstrumentEntry const& entry, BuildContext const& context) : label_(entry.id) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    concession_ = read_concession(t, "concession", context.geography, "id of the concession that the mine enters");
    if (concession_ < context.geography.n && context.geography.lsm_jobs[concession_] > 0)
      t.fail("concession", "this concession already has a large-scale mine in the world", "choose another concession");
    Start const start = read_start(t, context.time, "first month of exploration, when the mine is announced");
    begins_[0] = start.first;
    check_start(t, context.time, start);
    auto const months = [&](std::string_view key, int64_t usual, std::string_view about) {
      return static_cast<int>(t.integer(key, usual, {"month", 0, 1200, choice, about}));
    };
    begins_[1] = begins_[0] + months("exploration_months", 24, "months of exploration");
    begins_[2] = begins_[1] + months("construction_months", 24, "months of construction");
    begins_[3] = begins_[2] + months("operation_months", 180, "months of operation");
    begins_[4] = begins_[3] + months("closure_months", 12, "months of closure, after which the mine employs nobody");
    auto const jobs = [&](std::string_view key, int64_t usual, std::string_view about) {
      return t.integer(key, usual, {"1", 0, 1e5, "P-74", about}) / context.geography.weight;
    };
    jobs_ = {jobs("exploration_jobs", 50, "jobs during exploration"),
             jobs("construction_jobs", 800, "jobs during construction"), jobs("jobs", 400, "jobs during operation"),
             jobs("closure_jobs", 60, "jobs during closure")};
    promised_ = t.integer("promised_jobs", 400, {"1", 0, 1e5, choice, "jobs announced to the neighbours"}) /
                context.geography.weight;
    usual_.label = label_;
    usual_.skilled_share =
        t.real("skilled_share", 0.3,
               {"1", 0, 1, "assumed: machines need trained people", "share of jobs open to skilled ranks only"});
    usual_.wage_usd = t.real("wage_usd_per_month", 220, {"USD/month", 0, 1e5, "P-11", "wage of a job"});
    usual_.procurement_usd_per_job = t.real("procurement_usd_per_job", 40,
                                            {"USD/month", 0, 1e4, "assumed: food and transport are bought nearby",
                                             "local purchases for each job, in addition to wages"});
    excluded_ = t.real("excluded", 0.7, {"1", 0, 1, "assumed: order of P-75", "share of the ground closed to miners"});
    land_ =
        t.real("land_taken", 0.15, {"1", 0, 0.9, "assumed: order of P-75", "share of farm income lost with the land"});
    auto words = labels_of<Posture>();
    words.emplace_back("chosen");
    std::string const posture =
        t.word("posture", "chosen", words, choice, "how the company treats miners; `chosen` = by its costs");
    for (std::size_t k = 0; k < n_postures; ++k)
      if (posture == names_of<Posture>[k]) usual_.posture = static_cast<Posture>(k);
  }

  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    int const now = month.since_start;
    if (now < begins_[0] || now >= begins_[4]) return;
    Mine mine = usual_;
    std::size_t phase = 0;
    while (now >= begins_[phase + 1]) ++phase;
    mine.phase = static_cast<Phase>(phase + 1);
    mine.jobs = jobs_[phase];
    mine.promised_jobs = promised_;
    mine.months_since_announced = now - begins_[0];
    bool const open = mine.phase == Phase::construction || mine.phase == Phase::operation;
    mine.excluded = open ? excluded_ : 0;
    mine.land_taken = open ? land_ : 0;
    terms.set(std::move(mine), concession_);
    if (open) terms.set(TenureChange{static_cast<uint8_t>(Tenure::lsm)}, concession_);
  }
  std::vector<std::size_t> targets() const override { return {concession_}; }
  std::vector<std::size_t> brings_mine() const override { return {concession_}; }
  Claimed claims() const override { return {"tenure", {concession_}, {begins_[0], begins_[4]}}; }
  /// Guards may be present during construction and operation.
  std::pair<int, int> presence_window() const override {
    bool const guarded = !usual_.posture || *usual_.posture == Posture::secure;
    return guarded && begins_[3] > begins_[1] ? std::pair(begins_[1], begins_[3] - 1) : std::pair(-1, -1);
  }

 private:
  std::string label_;
  std::size_t concession_ = 0;
  std::array<int, 5> begins_{};  ///< first month of the four phases, and of the time after them
  std::array<int64_t, 4> jobs_{};
  int64_t promised_ = 0;
  double excluded_ = 0, land_ = 0;
  Mine usual_;
};

}  // namespace

void add_lsm_mine_instrument(Registry& registry) {
  registry.instrument<LsmMine>(
      "lsm_mine", "a large-scale mine enters a concession",
      {"concession = \"c0\"\nexploration_months = 4\nconstruction_months = 6\noperation_months = 10\nclosure_months = "
       "3\nexploration_jobs = 6\nconstruction_jobs = 30\njobs = 20\nclosure_jobs = 5\npromised_jobs = "
       "80\nwage_usd_per_month = 400\nposture = \"secure\"\n"});
}

}  // namespace tributer
