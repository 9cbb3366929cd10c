using System.CommandLine;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Faults;

/// <summary><c>faults acts</c>: what was decided on what is parked, by whom.</summary>
internal static class ActsCommand
{
    public static Command Create(Toolbox toolbox)
    {
        var filter = new FaultFilter();
        var most = new Option<int>("--most") { Description = "How many of each service are read, in steps of 200.", HelpName = "number", DefaultValueFactory = _ => 200 };
        return toolbox.Does(
            new Command("acts", "Lists what was decided on what is or was parked: when, by whom, why, and what came of it. The newest first.") { filter.Service, most },
            async (session, arguments, cancellationToken) =>
            {
                var acts = new List<Act>();
                foreach (var asked in filter.ServicesOf(arguments))
                {
                    acts.AddRange((await session.Api.ListAsync<NotedAct>(asked, "parked/acts", cancellationToken, arguments.GetValue(most))).Select(act => Act.Of(asked, act)));
                }
                List<Act> newestFirst = [.. acts.OrderByDescending(act => act.At)];
                session.Screen.Show(new ActsResult(newestFirst), () => session.Screen.Table(["Id", "When", "Who", "Act", "Outcome", "Why"], newestFirst.Select(act => (string[])
                    [act.Id, Screen.Moment(act.At), act.By, act.What, act.Outcome ?? "not known", act.Reason ?? ""])));
                return ExitCode.Fine;
            });
    }

    private sealed record NotedAct(DateTimeOffset At, string By, string Act, string Place, string Item, string? Reason, string? DigestBefore, string? DigestAfter, string? Outcome);

    private sealed record Act(string Id, DateTimeOffset At, string By, string What, string? Reason, string? DigestBefore, string? DigestAfter, string? Outcome)
    {
        public static Act Of(string service, NotedAct act) =>
            new($"{new FaultId(service, act.Place, act.Item)}", act.At, act.By, act.Act, act.Reason, act.DigestBefore, act.DigestAfter, act.Outcome);
    }

    private sealed record ActsResult(IReadOnlyList<Act> Acts);
}
