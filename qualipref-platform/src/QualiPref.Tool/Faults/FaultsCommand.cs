using System.CommandLine;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Faults;

/// <summary><c>faults</c>: what cannot go on by itself, in every service, and what is decided on it.</summary>
internal static class FaultsCommand
{
    public static Command Create(Toolbox toolbox) => new("faults", "Looks at what cannot go on by itself in any service, and decides on it.")
    {
        List(toolbox), ShowCommand.Create(toolbox), RetryCommand.Create(toolbox), GiveUp(toolbox), MendCommand.Create(toolbox), ActsCommand.Create(toolbox),
    };

    private static Command List(Toolbox toolbox)
    {
        var filter = new FaultFilter();
        var givenUp = new Option<bool>("--given-up") { Description = "What was given up instead of what waits." };
        return toolbox.Does(
            new Command("list", "Lists what is parked, the oldest first, at most 200 of each place. Ends with 1 when something waits.") { filter.Service, filter.Place, filter.Reason, givenUp },
            async (session, arguments, cancellationToken) =>
            {
                var isGivenUp = arguments.GetValue(givenUp);
                var faults = (await new FaultBench(session.Api).ListAsync(filter.ServicesOf(arguments), isGivenUp, cancellationToken)).Where(fault => filter.Takes(arguments, fault)).ToList();
                session.Screen.Show(new FaultsResult(faults), () => ShowPeople(session.Screen, faults, isGivenUp));
                return faults.Count > 0 && !isGivenUp ? ExitCode.Wrong : ExitCode.Fine;
            });
    }

    private static Command GiveUp(Toolbox toolbox)
    {
        var ids = new Argument<string[]>("id") { Description = "Names as `faults list` prints them.", Arity = ArgumentArity.OneOrMore };
        var reason = new Option<string>("--reason") { Description = "Why it is not to be tried again, in at most 500 letters.", HelpName = "words", Required = true };
        return toolbox.Does(
            new Command("give-up", "Notes that something is not to be tried again. It stays where it is, and the balance of its day stays open until its source discards or voids it. Ends with 1 when one was not there.") { ids, reason },
            async (session, arguments, cancellationToken) =>
            {
                var bench = new FaultBench(session.Api);
                var results = new List<ActResult>();
                foreach (var id in arguments.GetRequiredValue(ids).Select(FaultId.Parse).ToList()) results.Add(await bench.GiveUpAsync(id, arguments.GetRequiredValue(reason), cancellationToken));
                return session.Screen.ShowActs(results);
            });
    }

    /// <summary>Shows what became of acts.</summary>
    /// <returns>What the command ends with.</returns>
    public static int ShowActs(this Screen screen, IReadOnlyList<ActResult> results)
    {
        screen.Show(new ActsResult(results), () => screen.Table(["Id", "Outcome", "Detail"], results.Select(result => (string[])[result.Id, result.Outcome, result.Detail])));
        return results.All(result => result.IsDone()) ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static void ShowPeople(Screen screen, List<Fault> faults, bool isGivenUp)
    {
        if (faults.Count == 0)
        {
            screen.Line(isGivenUp ? "Nothing was given up." : "Nothing waits for anybody.");
            return;
        }
        if (isGivenUp) screen.Table(["Id", "Given up", "By", "Because", "Parked because"], faults.Select(fault => (string[])
            [fault.Id, Screen.Moment(fault.GivenUp?.At), fault.GivenUp?.By ?? "", fault.GivenUp?.Reason ?? "", fault.Reason]));
        else screen.Table(["Id", "Since", "Reason"], faults.Select(fault => (string[])[fault.Id, Screen.Moment(fault.Since), fault.Reason]));
    }

    private sealed record FaultsResult(IReadOnlyList<Fault> Faults);

    private sealed record ActsResult(IReadOnlyList<ActResult> Results);
}
