namespace QualiPref.Tool.Running;

/// <summary>Knows of files that would be gone as soon as the command has ended, as in a pod of the chart: whoever asked for one would believe to have it.</summary>
/// <param name="folder">The folder that ends with the pod, by <see cref="Variable"/>; empty where nothing is known to end.</param>
internal sealed class Fleeting(string? folder)
{
    /// <summary>The folder in the environment.</summary>
    public const string Variable = "QUALIPREF_FLEETING";

    /// <summary>Whether this runs where the standard output is a log, and files that are not in a volume end with the process.</summary>
    public bool IsHere => !string.IsNullOrWhiteSpace(folder);

    /// <summary>Whether a file would be gone with the pod.</summary>
    public bool Takes(string file) => IsHere && $"{Path.GetFullPath(file)}/".StartsWith($"{folder!.TrimEnd('/')}/", StringComparison.Ordinal);

    /// <summary>Refuses to write what nobody would ever see.</summary>
    /// <exception cref="Failure">It would be gone with the pod.</exception>
    public void DemandKept(string file)
    {
        if (Takes(file)) throw Failure.WrongUse($"{file} would be gone with this pod as soon as the command has ended. Run the tool where the file can stay: outside of the cluster, from its image.");
    }
}
