/** Parts of `$metadata` that do not depend on the tables: complex types and the operations this server carries out. */

export const COMPLEX_TYPES = `<ComplexType Name="BooleanManagedProperty">
<Property Name="Value" Type="Edm.Boolean" Nullable="false" />
<Property Name="CanBeChanged" Type="Edm.Boolean" Nullable="false" />
<Property Name="ManagedPropertyLogicalName" Type="Edm.String" Unicode="false" />
</ComplexType>
<ComplexType Name="EntityRecordCountCollection">
<Property Name="Count" Type="Edm.Int32" Nullable="false" />
<Property Name="IsReadOnly" Type="Edm.Boolean" Nullable="false" />
<Property Name="Keys" Type="Collection(Edm.String)" Nullable="false" Unicode="false" />
<Property Name="Values" Type="Collection(Edm.Int64)" Nullable="false" />
</ComplexType>
<ComplexType Name="RetrieveTotalRecordCountResponse">
<Property Name="EntityRecordCountCollection" Type="mscrm.EntityRecordCountCollection" />
</ComplexType>
<ComplexType Name="WhoAmIResponse">
<Property Name="BusinessUnitId" Type="Edm.Guid" Nullable="false" />
<Property Name="UserId" Type="Edm.Guid" Nullable="false" />
<Property Name="OrganizationId" Type="Edm.Guid" Nullable="false" />
</ComplexType>
<ComplexType Name="RetrieveVersionResponse">
<Property Name="Version" Type="Edm.String" Unicode="false" />
</ComplexType>
<ComplexType Name="IsValidStateTransitionResponse">
<Property Name="IsValid" Type="Edm.Boolean" />
</ComplexType>
<EnumType Name="PrivilegeDepth">
<Member Name="Basic" Value="0" />
<Member Name="Local" Value="1" />
<Member Name="Deep" Value="2" />
<Member Name="Global" Value="3" />
</EnumType>
<ComplexType Name="RolePrivilege">
<Property Name="Depth" Type="mscrm.PrivilegeDepth" />
<Property Name="PrivilegeId" Type="Edm.Guid" />
<Property Name="BusinessUnitId" Type="Edm.Guid" />
</ComplexType>
<ComplexType Name="RetrieveUserPrivilegesResponse">
<Property Name="RolePrivileges" Type="Collection(mscrm.RolePrivilege)" />
</ComplexType>
<ComplexType Name="SendEmailResponse">
<Property Name="Subject" Type="Edm.String" Unicode="false" />
</ComplexType>`;

export const OPERATIONS = `<Action Name="ImportSolution">
<Parameter Name="OverwriteUnmanagedCustomizations" Type="Edm.Boolean" Nullable="false" />
<Parameter Name="PublishWorkflows" Type="Edm.Boolean" Nullable="false" />
<Parameter Name="CustomizationFile" Type="Edm.Binary" Nullable="false" />
<Parameter Name="ImportJobId" Type="Edm.Guid" Nullable="false" />
<Parameter Name="ConvertToManaged" Type="Edm.Boolean" />
<Parameter Name="SkipProductUpdateDependencies" Type="Edm.Boolean" />
<Parameter Name="HoldingSolution" Type="Edm.Boolean" />
</Action>
<Action Name="PublishXml">
<Parameter Name="ParameterXml" Type="Edm.String" Nullable="false" Unicode="false" />
</Action>
<Action Name="PublishAllXml" />
<Action Name="SendEmail" IsBound="true">
<Parameter Name="entity" Type="mscrm.email" Nullable="false" />
<Parameter Name="IssueSend" Type="Edm.Boolean" Nullable="false" />
<Parameter Name="TrackingToken" Type="Edm.String" Unicode="false" />
<ReturnType Type="mscrm.SendEmailResponse" Nullable="false" />
</Action>
<Function Name="RetrieveUserPrivileges" IsBound="true">
<Parameter Name="entity" Type="mscrm.systemuser" Nullable="false" />
<ReturnType Type="mscrm.RetrieveUserPrivilegesResponse" Nullable="false" />
</Function>
<Function Name="RetrieveVersion">
<ReturnType Type="mscrm.RetrieveVersionResponse" Nullable="false" />
</Function>
<Function Name="IsValidStateTransition">
<Parameter Name="Entity" Type="mscrm.crmbaseentity" Nullable="false" />
<Parameter Name="NewState" Type="Edm.String" Nullable="false" Unicode="false" />
<Parameter Name="NewStatus" Type="Edm.Int32" Nullable="false" />
<ReturnType Type="mscrm.IsValidStateTransitionResponse" Nullable="false" />
</Function>
<Function Name="RetrieveTotalRecordCount">
<Parameter Name="EntityNames" Type="Collection(Edm.String)" Nullable="false" Unicode="false" />
<ReturnType Type="mscrm.RetrieveTotalRecordCountResponse" Nullable="false" />
</Function>
<Function Name="WhoAmI">
<ReturnType Type="mscrm.WhoAmIResponse" Nullable="false" />
</Function>`;

export const OPERATION_IMPORTS = `<ActionImport Name="ImportSolution" Action="Microsoft.Dynamics.CRM.ImportSolution" />
<ActionImport Name="PublishXml" Action="Microsoft.Dynamics.CRM.PublishXml" />
<ActionImport Name="PublishAllXml" Action="Microsoft.Dynamics.CRM.PublishAllXml" />
<FunctionImport Name="RetrieveTotalRecordCount" Function="Microsoft.Dynamics.CRM.RetrieveTotalRecordCount" />
<FunctionImport Name="WhoAmI" Function="Microsoft.Dynamics.CRM.WhoAmI" />
<FunctionImport Name="RetrieveVersion" Function="Microsoft.Dynamics.CRM.RetrieveVersion" />
<FunctionImport Name="IsValidStateTransition" Function="Microsoft.Dynamics.CRM.IsValidStateTransition" />`;
