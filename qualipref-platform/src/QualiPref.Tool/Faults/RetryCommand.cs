using System.CommandLine;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Faults;

/// <summary><c>faults retry</c>: tries again what is parked, one by name or many at once.</summary>
internal static class RetryCommand
{
    public static Command Create(Toolbox toolbox)
    {
        var filter = new FaultFilter();
        var ids = new Argument<string[]>("id") { Description = "Names as `faults list` prints them.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Everything that waits, as far as --service, --place and --reason-has do not say less." };
        var command = new Command("retry", "Tries again what is parked, also what was given up when it is named. Ends with 1 when one cannot go on yet or was not there.") { ids, all, filter.Service, filter.Place, filter.Reason };
        command.Validators.Add(result =>
        {
            var (named, isAll) = (result.GetValue(ids) is { Length: > 0 }, result.GetValue(all));
            if (named == isAll) result.AddError(named ? "Name what to retry, or say --all, not both." : "Name what to retry, or say --all.");
        });
        return toolbox.Does(command, async (session, arguments, cancellationToken) =>
        {
            var bench = new FaultBench(session.Api);
            return session.Screen.ShowActs(arguments.GetValue(all)
                ? await RetryAllAsync(session.Screen, bench, filter, arguments, cancellationToken)
                : await RetryEachAsync(session.Screen, bench, [.. arguments.GetRequiredValue(ids).Select(FaultId.Parse)], cancellationToken));
        });
    }

    // A service lists the oldest of each place: once those are on their way, the next ones come into sight.
    private static async Task<IReadOnlyList<ActResult>> RetryAllAsync(Screen screen, FaultBench bench, FaultFilter filter, ParseResult arguments, CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, ActResult>();
        while (true)
        {
            var next = (await bench.ListAsync(filter.ServicesOf(arguments), givenUp: false, cancellationToken))
                .Where(fault => filter.Takes(arguments, fault) && !results.ContainsKey(fault.Id)).Select(fault => FaultId.Parse(fault.Id)).ToList();
            if (next.Count == 0) return [.. results.Values];
            foreach (var result in await RetryEachAsync(screen, bench, next, cancellationToken)) results[result.Id] = result;
        }
    }

    private static Task<IReadOnlyList<ActResult>> RetryEachAsync(Screen screen, FaultBench bench, List<FaultId> ids, CancellationToken cancellationToken) =>
        screen.FollowAsync<IReadOnlyList<ActResult>>($"Retrying {ids.Count}", async tell =>
        {
            var results = new List<ActResult>();
            foreach (var id in ids)
            {
                results.Add(await bench.RetryAsync(id, cancellationToken));
                tell((double)results.Count / ids.Count);
            }
            return results;
        });
}
