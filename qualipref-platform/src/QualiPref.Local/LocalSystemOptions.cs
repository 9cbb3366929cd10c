namespace QualiPref.Local;

/// <summary>What a <see cref="LocalSystem"/> is made of.</summary>
public sealed record LocalSystemOptions
{
    /// <summary>How it is spread over processes.</summary>
    public SystemShape Shape { get; init; } = SystemShape.AllInOne;

    /// <summary>Port of the one address that serves all of it; 0 for a free one. All other ports are free ones.</summary>
    public int Port { get; init; }

    /// <summary>Databases, logs and keys; created when absent. One system at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether a viewer of traces runs beside it and every service sends it its telemetry.</summary>
    public bool Traces { get; init; }

    /// <summary>
    /// Whether callers who send much are slowed down and refused, and forms have to be open for a moment before they are sent. Not where all of a load comes from this
    /// machine, with few accounts.
    /// </summary>
    public bool LimitsCallers { get; init; } = true;

    /// <summary>Further configuration of every service, as environment variables. Wins over what the system sets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
