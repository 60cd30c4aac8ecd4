#pragma once
// The lists of plug-ins: livelihoods, instruments, observables and processes. Each plug-in is one file in the folder of
// its kind. A program that uses the library adds its own plug-ins to a Registry in the same way.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tributer/model/instrument.hpp"
#include "tributer/model/livelihood.hpp"
#include "tributer/model/observable.hpp"
#include "tributer/model/parameters.hpp"
#include "tributer/model/process.hpp"
#include "tributer/scenario/study.hpp"

namespace tributer {

/// What a plug-in can read while it is built.
struct BuildContext {
  TableReader const& study;      ///< tables of the study
  TableReader const& world;      ///< tables of world.toml
  Parameters const& parameters;  ///< shared by several plug-ins
  Geography const& geography;
  TimeSpan const& time;
  std::vector<MonthlySeries> const& prices;    ///< by mineral
  Livelihoods const& livelihoods;              ///< in the order of the axis; empty while livelihoods are built
  LivelihoodAxis const& axis;                  ///< empty while livelihoods are built
  std::vector<std::string> const& programmes;  ///< ids of instruments that handle money, sorted; empty for all but
                                               ///< observables
};

/// Keys with which an instrument has an effect, for tests. Examples are read in a world with the concessions `c0` to
/// `c9` on a ring and a large-scale mine at `c3`. Tests add `start` and `months`.
struct Example {
  std::string keys;        ///< lines of the instrument's own table, without type, start and months
  std::string study = {};  ///< what else the study must hold: tables, and further instruments of the same arm
};

class Registry {
 public:
  template <class T>
  using Maker = std::function<std::unique_ptr<T const>(BuildContext const&)>;
  using InstrumentMaker = std::function<std::unique_ptr<Instrument const>(InstrumentEntry const&, BuildContext const&)>;
  struct LivelihoodPlugin {
    std::string about;
    Maker<Livelihood> make;
  };
  struct InstrumentPlugin {
    std::string about;
    InstrumentMaker make;
    Example example;
  };
  struct ObservablePlugin {
    std::string about;
    Maker<Observable> make;
  };
  struct ProcessPlugin {
    std::string about;
    MonthPart part = MonthPart::community;
    std::vector<std::string> after;
    Maker<Process> make;
  };

  /// `T` is built from a BuildContext, or from nothing.
  template <class T>
  void livelihood(std::string const& name, std::string about) {
    insert(livelihoods_, name, {std::move(about), made<T, Livelihood>()});
  }
  void livelihood(std::string const& name, std::string about, Maker<Livelihood> make) {
    insert(livelihoods_, name, {std::move(about), std::move(make)});
  }
  template <class T>
  void observable(std::string const& name, std::string about) {
    insert(observables_, name, {std::move(about), made<T, Observable>()});
  }
  /// A process of a part of the month, after the named processes of the same part. If several processes may come next,
  /// the first in alphabetical order does.
  template <class T>
  void process(std::string const& name, std::string about, MonthPart part, std::vector<std::string> after = {}) {
    insert(processes_, name, {std::move(about), part, std::move(after), made<T, Process>()});
  }
  /// `T` is built from an InstrumentEntry and a BuildContext.
  template <class T>
  void instrument(std::string const& name, std::string about, Example example) {
    instrument(name, std::move(about), std::move(example),
               [](InstrumentEntry const& entry, BuildContext const& context) -> std::unique_ptr<Instrument const> {
                 return std::make_unique<T const>(entry, context);
               });
  }
  void instrument(std::string const& name, std::string about, Example example, InstrumentMaker make) {
    insert(instruments_, name, {std::move(about), std::move(make), std::move(example)});
  }

  std::map<std::string, LivelihoodPlugin> const& livelihoods() const { return livelihoods_; }
  std::map<std::string, InstrumentPlugin> const& instruments() const { return instruments_; }
  std::map<std::string, ObservablePlugin> const& observables() const { return observables_; }
  std::map<std::string, ProcessPlugin> const& processes() const { return processes_; }

 private:
  template <class T, class Interface>
  static Maker<Interface> made() {
    return [](BuildContext const& context) -> std::unique_ptr<Interface const> {
      if constexpr (std::is_constructible_v<T, BuildContext const&>)
        return std::make_unique<T const>(context);
      else
        return std::make_unique<T const>();
    };
  }
  template <class Plugin>
  static void insert(std::map<std::string, Plugin>& plugins, std::string const& name, Plugin plugin) {
    check(plugins.try_emplace(name, std::move(plugin)).second, "two plug-ins have the name '" + name + "'");
  }

  std::map<std::string, LivelihoodPlugin> livelihoods_;
  std::map<std::string, InstrumentPlugin> instruments_;
  std::map<std::string, ObservablePlugin> observables_;
  std::map<std::string, ProcessPlugin> processes_;
};

/// Every plug-in in the folders (generated by CMake from their listing).
Registry built_in_registry();

/// The processes of a month in order. It is a Bug if a process names a predecessor that does not exist, or if processes
/// name each other as predecessors in a circle.
Schedule make_schedule(Registry const& registry, BuildContext const& context);

}  // namespace tributer
