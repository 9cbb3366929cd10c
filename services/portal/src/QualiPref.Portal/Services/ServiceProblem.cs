namespace QualiPref.Portal.Services;

/// <summary>A refusal as a service worded it.</summary>
internal sealed record ServiceProblem(int Status, string Code, string Title, string Detail, IReadOnlyList<ServiceFieldError> Errors)
{
    /// <summary>The rows that keep a report from being frozen; empty with any other refusal.</summary>
    public IReadOnlyList<OpenRow> Open { get; init; } = [];

    /// <summary>The work that is under way already; null with any other refusal.</summary>
    public Guid? Operation { get; init; }

    /// <summary>What to show to a person.</summary>
    public string Sentence => Detail.Length > 0 ? Detail : Title;
}

/// <summary>One field at fault.</summary>
/// <param name="Pointer">JSON pointer into the body that was sent.</param>
/// <param name="Detail">What is wrong, in French.</param>
internal sealed record ServiceFieldError(string Pointer, string Detail);

/// <summary>A service refused a call.</summary>
internal sealed class ServiceRefusedException(ServiceProblem problem) : Exception($"{problem.Status} {problem.Code}")
{
    public ServiceProblem Problem => problem;
}

/// <summary>A service could not be reached, or said that it cannot answer for now.</summary>
internal sealed class ServiceAwayException(string service, Exception? inner = null) : Exception($"The service {service} does not answer.", inner);
