namespace QualiPref.Platform.Calls;

/// <summary>The services as they are named in paths.</summary>
public static class ServiceNames
{
    /// <summary>Surveys.</summary>
    public const string Surveys = "surveys";

    /// <summary>Complaints.</summary>
    public const string Complaints = "complaints";

    /// <summary>Indicators.</summary>
    public const string Indicators = "indicators";

    /// <summary>Reporting.</summary>
    public const string Reporting = "reporting";

    /// <summary>Every service that has a database and an API.</summary>
    public static IReadOnlyList<string> All { get; } = [Surveys, Complaints, Indicators, Reporting];
}
