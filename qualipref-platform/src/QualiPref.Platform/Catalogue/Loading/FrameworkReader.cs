namespace QualiPref.Platform.Catalogue.Loading;

internal static class FrameworkReader
{
    internal static IReadOnlyList<QualityFramework> Read(IReadOnlyList<CatalogueFile<FrameworkShape>> files)
    {
        var frameworks = new HashSet<string>();
        var modules = new HashSet<string>();
        var commitments = new HashSet<string>();

        return [.. files.Select(file => new QualityFramework
        {
            Code = file.NewCode(file.Content.Code, frameworks, "framework"),
            Label = file.Content.Label,
            Version = file.Content.Version,
            Verified = file.Content.Verified,
            Source = file.Content.Source,
            Modules = [.. file.Content.Modules.Select(module => Read(file, module, modules, commitments)).OrderBy(module => module.Number)],
        })];
    }

    private static FrameworkModule Read(
        CatalogueFile<FrameworkShape> file, ModuleShape module, HashSet<string> modules, HashSet<string> commitments) => new()
        {
            Code = file.NewCountedCode(module.Code, modules, "module"),
            Number = module.Number,
            Label = module.Label,
            Mandatory = module.Mandatory,
            Verified = module.Verified,
            Source = module.Source,
            Commitments = [.. module.Commitments.Select(commitment => new Commitment
            {
                Code = file.NewCode(commitment.Code, commitments, "commitment"),
                Label = commitment.Label,
                Verified = commitment.Verified,
                Source = commitment.Source,
            })],
        };
}
