using System.ComponentModel.DataAnnotations;

namespace QualiPref.Platform.Persistence;

/// <summary>Where the databases are. Section <c>QualiPref:Storage</c>; <c>QUALIPREF_MONGO</c> sets the connection string.</summary>
public sealed class StorageOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "QualiPref:Storage";

    /// <summary>MongoDB connection string.</summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>What the database names begin with; each service owns <c>prefix_service</c>.</summary>
    [Required, RegularExpression("^[a-z][a-z0-9_]{0,39}$")]
    public string DatabasePrefix { get; set; } = "qualipref";

    /// <summary>How long an operation waits for a server before it answers that storage is away.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ServerSelectionTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
