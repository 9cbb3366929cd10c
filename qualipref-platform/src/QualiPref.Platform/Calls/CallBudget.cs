namespace QualiPref.Platform.Calls;

/// <summary>
/// How long a call of another service may take in all, attempts and the pauses between them together, until the end of its answer. A call that
/// needs longer than usual says so where it is declared.
/// </summary>
public static class CallBudget
{
    private static readonly HttpRequestOptionsKey<TimeSpan> Allowed = new("QualiPref.CallBudget");

    private static readonly HttpRequestOptionsKey<bool> Repeatable = new("QualiPref.ChangesNothing");

    private static readonly HttpRequestOptionsKey<bool> HandedOn = new("QualiPref.HandedOn");

    /// <summary>Of a call that names none.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Of a call whose work grows with the network or its records: figures, balance or document of all sites, a part of a cut.</summary>
    public static TimeSpan WholeNetwork { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Gives a call another budget than the usual one.</summary>
    /// <param name="request">The call.</param>
    /// <param name="budget">How long it may take in all.</param>
    /// <returns>The call.</returns>
    public static HttpRequestMessage Within(this HttpRequestMessage request, TimeSpan budget)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Options.Set(Allowed, budget);
        return request;
    }

    /// <summary>Says that a call changes nothing although its method may, so that it is asked again when the service could not be reached.</summary>
    /// <param name="request">The call.</param>
    /// <returns>The call.</returns>
    public static HttpRequestMessage ChangingNothing(this HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Options.Set(Repeatable, true);
        return request;
    }

    /// <summary>Says that the answer is handed on as it comes and never held as a whole: the budget then ends where the answer begins.</summary>
    /// <param name="request">The call.</param>
    /// <returns>The call.</returns>
    public static HttpRequestMessage HandingOn(this HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Options.Set(HandedOn, true);
        return request;
    }

    internal static TimeSpan Of(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Allowed, out var budget) ? budget : Usual;

    internal static bool IsHandedOn(HttpRequestMessage request) => request.Options.TryGetValue(HandedOn, out _);

    internal static bool ChangesNothing(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Options.TryGetValue(Repeatable, out _);
}
