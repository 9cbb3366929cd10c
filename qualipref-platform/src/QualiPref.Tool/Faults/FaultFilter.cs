using System.CommandLine;
using QualiPref.Platform.Calls;

namespace QualiPref.Tool.Faults;

/// <summary>Which of what is parked a command is about.</summary>
internal sealed class FaultFilter
{
    public FaultFilter() => Service.AcceptOnlyFromAmong([.. ServiceNames.All]);

    public Option<string?> Service { get; } = new("--service") { Description = "Only what this service has parked.", HelpName = "service" };

    public Option<string?> Place { get; } = new("--place") { Description = "Only what is parked in this place, such as responses, facts, messages or freezings.", HelpName = "place" };

    public Option<string?> Reason { get; } = new("--reason-has") { Description = "Only what has these words in its reason.", HelpName = "words" };

    /// <summary>The services to ask.</summary>
    public IReadOnlyList<string> ServicesOf(ParseResult arguments) => arguments.GetValue(Service) is { } service ? [service] : ServiceNames.All;

    /// <summary>Whether something is meant.</summary>
    public bool Takes(ParseResult arguments, Fault fault) =>
        (arguments.GetValue(Place) is not { } place || FaultId.Parse(fault.Id).Place == place)
        && (arguments.GetValue(Reason) is not { } words || fault.Reason.Contains(words, StringComparison.OrdinalIgnoreCase));
}
