using QualiPref.Platform.Calls;
using QualiPref.Platform.Identity;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Checking;

/// <summary>What processes say of themselves, whether keys can be read, and whether services believe who asks.</summary>
internal static class ServiceChecks
{
    /// <summary>Whether the keys that are here can be used.</summary>
    public static Finding LookAtKeys(Settings settings)
    {
        const string Part = "keys";
        if (settings.KeysPath.Length == 0) return Finding.Skipped(Part, "QualiPref__Identity__KeysPath is not set.");
        var faults = KeyFolder.FaultsIn(settings.KeysPath);
        return faults.Count == 0 ? Finding.Ok(Part, $"Those in {settings.KeysPath} can be used.") : Finding.Failed(Part, string.Join(' ', faults));
    }

    /// <summary>What each process that is known says on <c>/ready</c> and <c>/health</c>.</summary>
    public static async Task<IReadOnlyList<Finding>> AskProcessesAsync(Session session, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var (name, address) in session.Settings.Processes)
        {
            findings.Add(Judge($"{name}: ready", await session.Probe.AskAsync(address, "/ready", cancellationToken)));
            findings.Add(Judge($"{name}: health", await session.Probe.AskAsync(address, "/health", cancellationToken)));
        }
        return findings.Count > 0 ? findings : [Finding.Failed("services", $"No address is known: name the portal with --address or {Settings.AddressVariable}, or services with QualiPref__Services__….")];
    }

    /// <summary>Whether each service takes calls, and takes the caller for an administrator.</summary>
    public static async Task<IReadOnlyList<Finding>> AskBeliefAsync(Session session, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var service in ServiceNames.All) findings.Add(await AskAsync(session, service, cancellationToken));
        return findings;
    }

    /// <summary>What the catalogue of the installation holds.</summary>
    public static async Task<Finding> LookAtCatalogueAsync(Session session, CancellationToken cancellationToken)
    {
        const string Part = "catalogue";
        try
        {
            var catalogue = await session.HastyApi.ReadCatalogueAsync(cancellationToken);
            var definitions = await session.HastyApi.ReadDefinitionsAsync(cancellationToken);
            return Finding.Ok(Part, $"Networks: {string.Join(", ", catalogue.Networks.Select(network => network.Code))}. Sites: {catalogue.Sites.Count}, indicators: {definitions.Count}.");
        }
        catch (Failure failure)
        {
            return Finding.Failed(Part, failure.Message);
        }
    }

    private static async Task<Finding> AskAsync(Session session, string service, CancellationToken cancellationToken)
    {
        var part = $"{service}: calls";
        var isKnown = session.Credentials.AreThere;
        try
        {
            var call = Call.Get(service, isKnown ? "parked" : "openapi.json") with { IsPublic = !isKnown };
            var answer = await session.HastyApi.TryAsync(call, cancellationToken);
            if (!answer.IsSuccess) return Finding.Failed(part, $"{answer.Call}: {answer.Trouble}");
            return Finding.Ok(part, isKnown ? "It answers, and takes the caller for an administrator." : "It answers. Whether it believes an operator was not asked: there is no token.");
        }
        catch (Failure failure)
        {
            return Finding.Failed(part, failure.Message);
        }
    }

    private static Finding Judge(string part, ProcessState state)
    {
        var detail = string.Join(" | ", state.Lines);
        return state.IsDegraded ? Finding.Warning(part, detail) : state.IsWell ? Finding.Ok(part, detail) : Finding.Failed(part, detail);
    }
}
