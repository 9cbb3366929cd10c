using System.CommandLine;
using System.Text.Json;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Auditing;

/// <summary><c>audit verify</c>: computes the chain of every audit log anew, and compares it with the ends that the manifests of editions name.</summary>
internal static class AuditCommand
{
    private static readonly string[] Logs = [.. ServiceNames.All, QualiPrefHost.Portal];

    public static Command Create(Toolbox toolbox)
    {
        var service = new Option<string?>("--service") { Description = "Only the log of this service; all when left out.", HelpName = "service" };
        service.AcceptOnlyFromAmong(Logs);
        var verify = toolbox.Does(
            new Command("verify", "Reads every audit log from its first entry on, computes its chain anew, and compares it with the ends that the manifests of all editions name. Ends with 1 when an entry was altered, taken out or put in, or a chain is another one than when an edition was frozen.")
            {
                service,
            },
            (session, arguments, cancellationToken) => VerifyAsync(session, arguments.GetValue(service) is { } one ? [one] : Logs, cancellationToken));
        return new Command("audit", "Verifies who did what.") { verify };
    }

    private static async Task<int> VerifyAsync(Session session, string[] services, CancellationToken cancellationToken)
    {
        var published = await PublishedAsync(session, cancellationToken);
        var logs = new List<VerifiedLog>();
        foreach (var service in services)
        {
            var log = await session.Screen.FollowAsync($"The audit log of {service}", tell => VerifyAsync(session, service, [.. published[service]], tell, cancellationToken));
            logs.Add(log);
            session.Screen.Note($"{service}: {(log.IsWhole ? "whole" : "ALTERED")}");
        }
        session.Screen.Show(new VerifyResult(logs), () => ShowPeople(session.Screen, logs));
        return logs.TrueForAll(log => log.IsWhole) ? ExitCode.Fine : ExitCode.Wrong;
    }

    /// <summary>The ends of each log that the manifests name.</summary>
    private static async Task<ILookup<string, (AuditHead Head, string Where)>> PublishedAsync(Session session, CancellationToken cancellationToken)
    {
        var ends = new List<(string Service, AuditHead Head, string Where)>();
        foreach (var edition in await session.Api.ListAsync<Edition>(ServiceNames.Reporting, "editions", cancellationToken))
        {
            var manifest = (await session.Api.SendAsync(Call.Get(ServiceNames.Reporting, $"editions/{edition.Id}/manifest"), cancellationToken)).Body;
            // Those of before the audit logs have none.
            if (!manifest.TryGetProperty("auditHeads", out var heads)) continue;
            ends.AddRange(heads.EnumerateObject().Select(head => (head.Name, head.Value.Deserialize<AuditHead>(Wire.Json)!, $"revision {edition.Revision} of {edition.Network} {edition.Period}")));
        }
        return ends.ToLookup(end => end.Service, end => (end.Head, end.Where));
    }

    private static async Task<VerifiedLog> VerifyAsync(Session session, string service, List<(AuditHead Head, string Where)> published, Action<double> tell, CancellationToken cancellationToken)
    {
        var check = new ChainCheck(service, published);
        // What is written meanwhile, this reading among it, is left to the next time.
        AuditHead? end = null;
        while (end is null || check.Head.Number < end.Number)
        {
            var part = await session.Api.ReadAsync<AuditPart>(Call.Get(service, $"audit/chain?from={check.Head.Number + 1}"), cancellationToken);
            end ??= part.Head;
            foreach (var item in part.Items) check.Take(item.Shown());
            tell(end.Number == 0 ? 1 : Math.Min(1, (double)check.Head.Number / end.Number));
            if (part.Items.Count == 0) break;
        }
        check.End();
        return new VerifiedLog(service, check.Head.Number, check.Head.Hash, published.Count, check.Faults);
    }

    private static void ShowPeople(Screen screen, List<VerifiedLog> logs)
    {
        screen.Table(["Service", "Entries", "Compared with editions", "Whole", "End"], logs.Select(log => (string[])
            [log.Service, Screen.Number(log.Entries), Screen.Number(log.Published), log.IsWhole ? "yes" : "no", log.Hash]));
        foreach (var log in logs)
        {
            foreach (var fault in log.Faults) screen.Line($"{log.Service}: {fault}.");
        }
        screen.Line(logs.TrueForAll(log => log.IsWhole) ? "Nothing was altered." : "Something was altered: compare with a backup, and find out who may write to the database.");
    }

    private sealed record Edition(Guid Id, string Network, string Period, int Revision);

    private sealed record VerifiedLog(string Service, long Entries, string Hash, int Published, IReadOnlyList<string> Faults)
    {
        public bool IsWhole => Faults.Count == 0;
    }

    private sealed record VerifyResult(IReadOnlyList<VerifiedLog> Logs);
}
