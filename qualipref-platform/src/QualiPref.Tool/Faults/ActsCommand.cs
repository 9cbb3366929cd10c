using System.CommandLine;
using QualiPref.Platform.Auditing;
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
            new Command("acts", "Lists what was decided on what is or was parked: when, by whom, and what came of it. The newest first.") { filter.Service, most },
            async (session, arguments, cancellationToken) =>
            {
                var acts = new List<Act>();
                foreach (var service in filter.ServicesOf(arguments))
                {
                    acts.AddRange(ActsOf(service, await session.Api.ListAsync<AuditItem>(service, $"audit?kind={AuditKinds.Operation}", cancellationToken, arguments.GetValue(most))));
                }
                List<Act> newestFirst = [.. acts.OrderByDescending(act => act.At)];
                session.Screen.Show(new ActsResult(newestFirst), () => session.Screen.Table(["Id", "When", "Who", "Act", "Outcome"], newestFirst.Select(act => (string[])
                    [act.Id, Screen.Moment(act.At), act.By, act.What, act.Outcome ?? "not known"])));
                return ExitCode.Fine;
            });
    }

    // Each is noted before it is done, and once more with what came of it: the former alone says that this is not known.
    private static IEnumerable<Act> ActsOf(string service, IReadOnlyList<AuditItem> noted)
    {
        var ended = noted.Select(item => item.Details.GetValueOrDefault("asked")).OfType<string>().ToHashSet();
        return noted.Where(item => item.On.Kind == "parked" && !ended.Contains(item.Id.ToString())).Select(item => Act.Of(service, item));
    }

    private sealed record Act(string Id, DateTimeOffset At, string By, string What, string? DigestBefore, string? DigestAfter, string? Outcome)
    {
        public static Act Of(string service, AuditItem item)
        {
            string? Said(string name) => item.Details.GetValueOrDefault(name);
            return new Act(
                $"{new FaultId(service, Said("place") ?? "", item.On.Ids[0])}", item.At, item.By.Id, item.Act, Said("digestBefore"), Said("digestAfter"), Said("outcome"));
        }
    }

    private sealed record ActsResult(IReadOnlyList<Act> Acts);
}
