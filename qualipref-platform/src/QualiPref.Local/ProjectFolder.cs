namespace QualiPref.Local;

/// <summary>Where this clone of the project lies, found from the running program.</summary>
public static class ProjectFolder
{
    /// <summary>The folder that holds <c>QualiPref.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The build configuration this program was built in, as its output folder is named: <c>debug</c> or <c>release</c>.</summary>
    public static string Configuration { get; } =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>Path of a project's built assembly, in the configuration this program was built in.</summary>
    /// <param name="project">Project name, which is also the assembly's name.</param>
    public static string BuiltAssembly(string project) =>
        Path.Combine(Root, "artifacts", "bin", project, Configuration, project + ".dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "QualiPref.slnx")))
                return folder.FullName;

        throw new LocalStartException(
            $"No QualiPref.slnx above {AppContext.BaseDirectory}: local parts are started from a clone of the project.");
    }
}
